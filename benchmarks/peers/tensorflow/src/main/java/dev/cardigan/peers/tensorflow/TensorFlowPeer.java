package dev.cardigan.peers.tensorflow;

import dev.cardigan.peers.Dcgan64;
import dev.cardigan.peers.PeerProcess;

/** TensorFlow for Java as a contestant of the benchmark. */
public final class TensorFlowPeer {

    private TensorFlowPeer() {}

    /** Takes {@code --windows=N --seconds=S --warm-up=S}. */
    public static void main(String[] arguments) {
        PeerProcess process = PeerProcess.of(arguments);
        try (TensorFlowGan gan = new TensorFlowGan(Dcgan64.BATCH)) {
            process.train(gan::step, System.out);
        }
    }
}
