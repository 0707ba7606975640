/**
 * The output folder: the only code that writes the files of a tree.
 *
 * <p>A tree is built whole ({@link dev.meshgen.tree.OutputTree}), inspected ({@link
 * dev.meshgen.scan.SecretScan}), compared with the folder and then written ({@link
 * dev.meshgen.output.OutputFolder}). A file is ours if its first line says so ({@link
 * dev.meshgen.tree.Header}); nothing else is ever replaced or removed.
 *
 * <h2>Why there is a journal, and what recovery decides</h2>
 *
 * <p>Every file is replaced atomically, so a kill leaves each either old or new. For plain files
 * that is enough: they follow from the spec and the locks, and the next run computes them again.
 * Sealed files are random. If a run dies between a sealed file and the lock that records it, the
 * next run would find ciphertext that no lock knows, and could only call it tampered with. So
 * before anything else the journal, synced to disk, records name and hash before of each sealed
 * file and lock, together with the new bytes. These are the bytes of the tree: a journal holds
 * nothing that is not about to be committed.
 *
 * <p>The next run that opens the folder for writing settles the journal before it looks at
 * anything:
 *
 * <ul>
 *   <li>No sealed file or lock has reached its new state: the journal is discarded. What it
 *       contains cannot have been used, even if it is older than a {@code git clean}.
 *   <li>Otherwise a lock and the sealed files it names are completed together from the journal, as
 *       long as each of them still is in its old or its new state.
 *   <li>If one of them is in neither, somebody has changed it since, and their change wins: the
 *       lock is left alone, and sealed files the dead run had created are taken back, unless the
 *       lock on disk names them or cannot be read.
 *   <li>An existing root key is never overwritten or taken back. If it is the one the journal
 *       created, its lock is completed. That of a new root goes if the run was to remove it, all
 *       that the run wrote is there, and the lock no longer names it.
 *   <li>Temporary files are deleted by the names the journal implies.
 * </ul>
 *
 * <p>A journal can also come with a clone, put there by somebody who wants files removed. So it is
 * obeyed only where {@link dev.meshgen.output.JournalOrigin} shows that a run of this user wrote it
 * in this very folder, it names no path that a tree cannot hold, and what guards a plan guards
 * recovery: the root stays as it is, and only generated files are replaced or removed.
 *
 * <p>After that the folder is consistent, and a fresh comparison with the wanted tree does the
 * rest. Recovery itself may be killed: the journal goes last.
 *
 * <p>Sealed files, locks and the journal are synced, plain files are not: a power cut can at worst
 * leave some of them empty, which recovery recognises while there is a journal, and Git afterwards.
 */
package dev.meshgen.output;
