package org.glossa.geojson.read;

import org.glossa.ledger.Losses;

/** Where the feature at hand stands, made when it is asked for. */
@FunctionalInterface
interface FeaturePlace extends Losses.Where {}
