/**
 * The big-result system: what producers send, what consumers are told, what lies in the container {@code results}, and how names of blobs
 * and blocks follow from ids. Arithmetic on ordinals, blocks and receipts is here, since both apps and the client do it alike. The whole
 * picture is in {@code docs/big-results.md}.
 */
@NullMarked
package dev.convoy.contracts.bigresult;

import org.jspecify.annotations.NullMarked;
