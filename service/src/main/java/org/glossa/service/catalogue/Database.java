package org.glossa.service.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** The databases of the catalogue, and the few expressions in which they differ; all other SQL is one text for both. */
enum Database {
    H2 {
        @Override
        String matches(String column) {
            // H2's LIKE counts UTF-16 units, and its time grows with the power of the asterisks.
            return column + " regexp ?";
        }

        @Override
        String pattern(String wildcards) {
            String[] pieces = wildcards.split("\\*+", -1);
            StringBuilder expression = new StringBuilder("(?s)\\A").append(piece(pieces[0]));
            for (int i = 1; i < pieces.length - 1; i++) {
                expression.append("(?>.*?").append(piece(pieces[i])).append(')');
            }
            if (pieces.length > 1) {
                expression.append(".*").append(piece(pieces[pieces.length - 1]));
            }
            return expression.append("\\z").toString();
        }

        private static String piece(String text) {
            StringBuilder expression = new StringBuilder();
            text.codePoints()
                    .forEach(point -> expression.append(point == '?' ? "." : Pattern.quote(Character.toString(point))));
            return expression.toString();
        }

        @Override
        String inCodeOrder(String column) {
            return column;
        }
    },
    POSTGRESQL {
        @Override
        String matches(String column) {
            return column + " like ? escape '\\'";
        }

        @Override
        String pattern(String wildcards) {
            return wildcards
                    .replace("\\", "\\\\")
                    .replace("%", "\\%")
                    .replace("_", "\\_")
                    .replace('*', '%')
                    .replace('?', '_');
        }

        @Override
        String inCodeOrder(String column) {
            // Without this the order is that of the language that the database was made with.
            return column + " collate \"C\"";
        }
    };

    static Database of(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDatabaseProductName();
        return switch (name) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            default ->
                throw new SQLException(
                        "the catalogue is in " + name + "; H2 and PostgreSQL are known, see glossa.catalogue.url");
        };
    }

    /** A condition with one parameter: {@link #pattern} of the wildcards that a column's whole text is to match. */
    abstract String matches(String column);

    /** @param wildcards {@code *} is any text, {@code ?} one code point */
    abstract String pattern(String wildcards);

    /** A column whose texts are in the order of their code points when they are compared. */
    abstract String inCodeOrder(String column);
}
