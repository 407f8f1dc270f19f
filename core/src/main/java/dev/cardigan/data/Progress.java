package dev.cardigan.data;

/** Hears how far a long job is. Always called from the thread that asked for the job. */
@FunctionalInterface
public interface Progress {

    /** Says nothing. */
    Progress SILENT = (task, done, total) -> {};

    /**
     * @param task what is being done, in words
     * @param done how many pictures, or bytes for a download, are done
     * @param total how many there are; 0 when not known
     */
    void report(String task, long done, long total);
}
