package dev.convoy.runtime.cosmos.documents;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Documents in the order of a rising number (their own, or their log sequence number), twelve bytes each: a pair of arrays that
 * is appended to and squeezed when half of it is holes. Guarded by the partition's lock.
 */
final class OrderedSlots {

    private static final int FIRST_CAPACITY = 16;

    private long[] numbers;
    private @Nullable StoredDocument[] documents;
    private int used;
    private int present;

    OrderedSlots() {
        this(FIRST_CAPACITY);
    }

    /** With room for so many at first. */
    OrderedSlots(int capacity) {
        numbers = new long[capacity];
        documents = new StoredDocument[capacity];
    }

    /** Adds a document. Its number is higher than all before, but while a snapshot is replayed; {@link #sort} follows then. */
    void append(long number, StoredDocument document) {
        if (used == numbers.length) {
            makeRoom();
        }
        numbers[used] = number;
        documents[used++] = document;
        present++;
    }

    /** Puts what a snapshot told in another order in order. */
    void sort() {
        if (isSorted()) {
            return;
        }
        record Slot(long number, StoredDocument document) {}
        List<Slot> slots = new ArrayList<>(present);
        for (int i = 0; i < used; i++) {
            if (documents[i] != null) {
                slots.add(new Slot(numbers[i], documents[i]));
            }
        }
        slots.sort(Comparator.comparingLong(Slot::number));
        Arrays.fill(documents, null);
        used = slots.size();
        for (int i = 0; i < used; i++) {
            numbers[i] = slots.get(i).number();
            documents[i] = slots.get(i).document();
        }
    }

    private boolean isSorted() {
        for (int i = 1; i < used; i++) {
            if (numbers[i - 1] > numbers[i]) {
                return false;
            }
        }
        return true;
    }

    /** Puts another version in the place of the one with this number. */
    void replace(long number, StoredDocument document) {
        documents[requireIndex(number)] = document;
    }

    void remove(long number) {
        documents[requireIndex(number)] = null;
        present--;
    }

    @Nullable
    StoredDocument get(long number) {
        int found = Arrays.binarySearch(numbers, 0, used, number);
        return found < 0 ? null : documents[found];
    }

    int size() {
        return present;
    }

    /** Visits documents with numbers above the given one, in order, until the visitor answers false. */
    void forEachAfter(long number, Predicate<StoredDocument> visitor) {
        for (int i = firstAfter(number); i < used; i++) {
            StoredDocument document = documents[i];
            if (document != null && !visitor.test(document)) {
                return;
            }
        }
    }

    private int firstAfter(long number) {
        int found = Arrays.binarySearch(numbers, 0, used, number);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private int requireIndex(long number) {
        int found = Arrays.binarySearch(numbers, 0, used, number);
        if (found < 0 || documents[found] == null) {
            throw new IllegalStateException("no document with number " + number);
        }
        return found;
    }

    private void makeRoom() {
        if (present > used / 2) {
            numbers = Arrays.copyOf(numbers, used * 2);
            documents = Arrays.copyOf(documents, used * 2);
            return;
        }
        int kept = 0;
        for (int i = 0; i < used; i++) {
            if (documents[i] != null) {
                numbers[kept] = numbers[i];
                documents[kept++] = documents[i];
            }
        }
        Arrays.fill(documents, kept, used, null);
        used = kept;
    }
}
