package org.glossa.query;

import org.glossa.annotation.GroupDescription;

/**
 * A class of annotations: a category, a type, or one within the other.
 *
 * @param category of Annotation Property Category Code Sequence (006A,0009)
 * @param type of Annotation Property Type Code Sequence (006A,000A); modifiers do not matter
 */
public record PropertyClass(ConceptMatch category, ConceptMatch type) {
    public static PropertyClass ofCategory(ConceptMatch category) {
        return new PropertyClass(category, new ConceptMatch.Any());
    }

    public static PropertyClass ofType(ConceptMatch type) {
        return new PropertyClass(new ConceptMatch.Any(), type);
    }

    /** By the name of the class, which is the meaning of its type. */
    public static PropertyClass named(String name) {
        return ofType(new ConceptMatch.Meaning(name));
    }

    public boolean matches(GroupDescription group) {
        return category.matches(group.category()) && type.matches(group.type());
    }
}
