package dev.convoy.contracts.bigresult;

import org.jspecify.annotations.Nullable;

/**
 * What is to come of one series. The range of the count is checked by whoever takes it in, who can tell the sender.
 *
 * @param totalCount how many chunks, ordinals 1 to this; 0 for an empty series
 * @param contentType media type of the assembled series, for downloads; {@code application/octet-stream} without
 */
public record SeriesSpec(
        SeriesName name, long totalCount, @Nullable String contentType) {

    public static SeriesSpec of(String name, long totalCount) {
        return new SeriesSpec(new SeriesName(name), totalCount, null);
    }
}
