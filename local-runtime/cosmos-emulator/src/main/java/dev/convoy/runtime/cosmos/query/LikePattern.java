package dev.convoy.runtime.cosmos.query;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pattern language of LIKE: {@code %}, {@code _}, {@code [a-z]}, {@code [^a-z]} and an escape character. Stateless. */
final class LikePattern {

    private LikePattern() {}

    static Pattern of(String like, @Nullable Character escape) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < like.length()) {
            char c = like.charAt(i++);
            if (escape != null && c == escape && i < like.length()) {
                regex.append(Pattern.quote(String.valueOf(like.charAt(i++))));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else if (c == '[' && like.indexOf(']', i) > i) {
                int end = like.indexOf(']', i);
                regex.append(set(like.substring(i, end)));
                i = end + 1;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String set(String content) {
        boolean negated = content.startsWith("^") && content.length() > 1;
        String members = (negated ? content.substring(1) : content)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("&", "\\&")
                .replace("^", "\\^");
        return "[" + (negated ? "^" : "") + members + "]";
    }
}
