package dev.cardigan.peers.dl4j;

import dev.cardigan.peers.Dcgan64;
import dev.cardigan.peers.PeerProcess;

/** Deeplearning4j as a contestant of the benchmark. */
public final class Dl4jPeer {

    private Dl4jPeer() {}

    /** Takes {@code --windows=N --seconds=S --warm-up=S}. */
    public static void main(String[] arguments) {
        PeerProcess process = PeerProcess.of(arguments);
        Dl4jGan gan = new Dl4jGan(Dcgan64.BATCH);
        process.train(gan::step, System.out);
        System.exit(0); // the library leaves threads behind that are no daemons
    }
}
