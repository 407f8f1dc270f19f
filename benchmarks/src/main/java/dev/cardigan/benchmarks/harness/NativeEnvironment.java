package dev.cardigan.benchmarks.harness;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The variables that libtorch, its OpenMP and OpenBLAS read when they load. They decide speed by a
 * factor of forty, so each contestant states them and inherits none.
 *
 * @param variables what is set; all others that these libraries know are removed
 */
public record NativeEnvironment(SortedMap<String, String> variables) {

    private static final List<String> FAMILIES =
            List.of(
                    "OMP_",
                    "GOMP_",
                    "KMP_",
                    "MKL_",
                    "OPENBLAS_",
                    "GOTO_",
                    "MALLOC_",
                    "ONEDNN_",
                    "DNNL_");

    public NativeEnvironment {
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    }

    /**
     * Mostly passive waiting, memory that stays with the process, as the launcher has it, and this
     * many threads.
     *
     * @param torch threads of libtorch (read as {@code OMP_NUM_THREADS})
     * @param openBlas threads of OpenBLAS, which has a pool of its own
     */
    public static NativeEnvironment of(int torch, int openBlas) {
        return new NativeEnvironment(
                new TreeMap<>(
                        Map.of(
                                "OMP_WAIT_POLICY",
                                "passive",
                                "GOMP_SPINCOUNT",
                                "20000",
                                "OMP_NUM_THREADS",
                                Integer.toString(torch),
                                "OPENBLAS_NUM_THREADS",
                                Integer.toString(openBlas),
                                "MALLOC_ARENA_MAX",
                                "1",
                                "MALLOC_MMAP_MAX_",
                                "0",
                                "MALLOC_TRIM_THRESHOLD_",
                                "1099511627776")));
    }

    /** What someone has who sets nothing: every pool as wide as the machine, spinning. */
    public static NativeEnvironment untouched() {
        return new NativeEnvironment(new TreeMap<>());
    }

    /** Removes from a process's environment what is not stated here, and sets what is. */
    void applyTo(Map<String, String> environment) {
        environment.keySet().removeIf(name -> FAMILIES.stream().anyMatch(name::startsWith));
        environment.putAll(variables);
    }
}
