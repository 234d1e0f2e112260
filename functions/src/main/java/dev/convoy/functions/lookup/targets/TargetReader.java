package dev.convoy.functions.lookup.targets;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.SpoofChecker;
import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.TargetKind;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.regex.Pattern;

/**
 * Turns text into a target in normal form, or refuses it with a reason. Addresses only in the forms of RFC 4291 and dotted quads:
 * octal, hexadecimal and single numbers are refused, since others read them otherwise. Names by UTS 46; labels that mix
 * scripts are refused (Unicode TS 39, highly restrictive). Stateless.
 */
public final class TargetReader {

    private static final int LONGEST_TEXT = 255;
    private static final int LONGEST_NAME = 253;
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|0[xX][0-9a-fA-F.xX]*");
    private static final Pattern LDH_NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final IDNA UTS46 = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.USE_STD3_RULES);
    private static final SpoofChecker SCRIPTS = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL)
            .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
            .build();
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowPrefix(false)
            .allowMask(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .allowBinary(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBase85(false)
            .allowBinary(false)
            .getParentBuilder()
            .toParams();

    private TargetReader() {}

    /**
     * Reads what a caller wants to look up.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static LookupTarget read(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
        }
        if (trimmed.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("must have at most " + LONGEST_TEXT + " characters");
        }
        IPAddress address = new IPAddressString(trimmed, STRICT).getAddress();
        return address == null ? name(trimmed) : address(address);
    }

    private static LookupTarget address(IPAddress address) {
        TargetKind kind = address.isIPv4() ? TargetKind.ipv4 : TargetKind.ipv6;
        return new LookupTarget(kind, address.toCanonicalString());
    }

    private static LookupTarget name(String text) {
        if (NUMERIC.matcher(text).matches() || text.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "is no IPv4 address (four numbers, decimal), IPv6 address or domain name");
        }
        String relative = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        requireOneScript(relative);
        String ascii = ascii(relative);
        if (ascii.length() > LONGEST_NAME || !LDH_NAME.matcher(ascii).matches()) {
            throw new IllegalArgumentException("is no domain name with at least two labels");
        }
        return new LookupTarget(TargetKind.domain, ascii);
    }

    private static String ascii(String name) {
        IDNA.Info info = new IDNA.Info();
        String ascii = UTS46.nameToASCII(name, new StringBuilder(), info).toString();
        if (info.hasErrors()) {
            throw new IllegalArgumentException("is no domain name: " + info.getErrors());
        }
        return ascii;
    }

    /** Also for names that arrive encoded already, or the check would be easy to go around. */
    private static void requireOneScript(String name) {
        String unicode =
                UTS46.nameToUnicode(name, new StringBuilder(), new IDNA.Info()).toString();
        for (String label : unicode.split("\\.", -1)) {
            if (!label.isEmpty() && SCRIPTS.failsChecks(label)) {
                throw new IllegalArgumentException("mixes scripts in one label");
            }
        }
    }
}
