package dev.convoy.architecture.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Comparison of what the code says with what Bicep says, told as one sentence per difference. */
final class Differences {

    private Differences() {}

    /** Differences in both directions between two descriptions by name. */
    static List<String> between(String kind, Map<String, String> code, Map<String, String> bicep) {
        List<String> found = new ArrayList<>();
        var names = new TreeSet<>(code.keySet());
        names.addAll(bicep.keySet());
        for (String name : names) {
            String wanted = code.get(name);
            String deployed = bicep.get(name);
            if (deployed == null) {
                found.add(kind + " " + name + " is in the code but not in Bicep");
            } else if (wanted == null) {
                found.add(kind + " " + name + " is in Bicep but not in the code");
            } else if (!Objects.equals(wanted, deployed)) {
                found.add(kind + " " + name + " is " + wanted + " in the code but " + deployed + " in Bicep");
            }
        }
        return found;
    }
}
