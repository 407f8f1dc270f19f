package dev.cardigan.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Edge;
import org.bytedeco.pytorch.EdgeVector;
import org.bytedeco.pytorch.FunctionPreHook;
import org.bytedeco.pytorch.Node;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;

/**
 * How long the engine works on each kind of operation while this listens. Changes no number. For
 * the thread that made it; at most one listens at a time.
 *
 * <p>The preset binds no way to switch libtorch's own profiler on. So forward operations are timed
 * where Java calls them, and those of a backward pass on the CPU by hooks on the nodes of its
 * graph, from one hook to the next. Times are wall-clock time. On a device that computes beside the
 * CPU they say how long it took to hand work over, not to do it.
 */
public final class OperationTimes {

    /** What frees native objects when a scope closes. */
    public static final String FREEING = "free native objects";

    /** Standing still until a batch is there. */
    public static final String WAITING = "wait for data";

    /** Nodes whose hook would outlive the step: they belong to weights. */
    private static final String OF_WEIGHTS = "torch::autograd::AccumulateGrad";

    private static @Nullable OperationTimes listening;

    private final Thread thread = Thread.currentThread();
    private final Map<String, Sum> sums = new TreeMap<>();
    private final List<Hook> hooks = new ArrayList<>();

    /** Nanoseconds that belong to what the operation under way has called. */
    private long nested;

    private long watching;
    private @Nullable String node;
    private long nodeStart;

    /**
     * Calls of one kind of operation, and the time in them less that in others they called.
     *
     * @param calls how many
     * @param nanos nanoseconds, all together
     */
    public record Sum(long calls, long nanos) {

        private Sum plus(long more) {
            return new Sum(calls + 1, nanos + more);
        }
    }

    /** Tells that a node's turn in a backward pass has come. */
    private final class Hook extends FunctionPreHook {

        private final String name;

        private Hook(String name) {
            this.name = name;
        }

        @Override
        public TensorVector apply(TensorVector gradients) {
            if (Thread.currentThread().equals(thread)) {
                reached(name);
            }
            return gradients;
        }
    }

    /** Begins to listen, or goes on. */
    public void listen() {
        listening = this;
    }

    /** Stops listening, and forgets the graphs looked at. To be called when they are freed. */
    public void pause() {
        listening = null;
        hooks.clear();
    }

    /** What was heard so far, by name of the operation. */
    public Map<String, Sum> sums() {
        return new TreeMap<>(sums);
    }

    /** Nanoseconds that listening itself has taken and could be told apart. */
    public long watching() {
        return watching;
    }

    /** Who listens to this thread, if anybody does. */
    static @Nullable OperationTimes here() {
        OperationTimes now = listening;
        return now != null && now.thread.equals(Thread.currentThread()) ? now : null;
    }

    /** Runs {@code body}, which is no operation of the engine, under a name of its own. */
    public static <T> T during(String name, Supplier<T> body) {
        OperationTimes now = here();
        return now == null ? body.get() : now.timed(name, body);
    }

    /** Runs {@code body}, which frees what a scope made. */
    static void freeing(Runnable body) {
        during(
                FREEING,
                () -> {
                    body.run();
                    return FREEING;
                });
    }

    <T> T timed(String operation, Supplier<T> body) {
        long before = nested;
        nested = 0;
        long start = System.nanoTime();
        try {
            return body.get();
        } finally {
            long passed = System.nanoTime() - start;
            add(operation, passed - nested);
            nested = before + passed;
        }
    }

    private void add(String described, long nanos) {
        int target = described.indexOf(" to "); // "reshape to [2, 3]"
        String operation = target < 0 ? described : described.substring(0, target);
        sums.put(operation, sums.getOrDefault(operation, new Sum(0, 0)).plus(nanos));
    }

    /** Runs a backward pass from {@code root}; where somebody listens, node by node. */
    static <T> T backward(Tensor root, Supplier<T> pass) {
        OperationTimes now = here();
        return now == null || !root.isOnCpu() ? pass.get() : now.nodes(root, pass);
    }

    private <T> T nodes(Tensor root, Supplier<T> pass) {
        long start = System.nanoTime();
        Scope.run(() -> follow(root.handle().grad_fn()));
        aside(System.nanoTime() - start);
        String outerNode = node;
        node = null;
        try {
            return pass.get();
        } finally {
            leave(System.nanoTime());
            node = outerNode;
            nodeStart = System.nanoTime();
        }
    }

    /** Hooks every node from which gradients flow on. */
    private void follow(Node root) {
        Set<Long> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Node next = open.pop();
            if (next.isNull() || !seen.add(next.getptr().address())) {
                continue;
            }
            String name = next.name().getString();
            if (name.equals(OF_WEIGHTS)) {
                continue;
            }
            if (next.pre_hooks().size() == 0) {
                Hook hook = new Hook(name);
                hooks.add(hook); // the engine holds it weakly
                next.add_pre_hook(hook);
            }
            EdgeVector edges = next.next_edges();
            for (long i = 0; i < edges.size(); i++) {
                Edge edge = edges.get(i);
                if (edge.is_valid()) {
                    open.push(edge.function());
                }
            }
        }
    }

    private void reached(String next) {
        long now = System.nanoTime();
        leave(now);
        node = next;
        nodeStart = System.nanoTime();
        aside(nodeStart - now);
    }

    private void leave(long now) {
        if (node != null) {
            add(node, now - nodeStart);
            nested += now - nodeStart;
        }
    }

    /** Time of ours, which is nobody's operation. */
    private void aside(long nanos) {
        watching += nanos;
        nested += nanos;
    }
}
