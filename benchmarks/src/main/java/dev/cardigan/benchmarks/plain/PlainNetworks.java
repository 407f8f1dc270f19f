package dev.cardigan.benchmarks.plain;

import dev.cardigan.benchmarks.work.Convolution;
import dev.cardigan.benchmarks.work.Dcgan64;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.ConvTranspose2dImpl;
import org.bytedeco.pytorch.ConvTranspose2dOptions;
import org.bytedeco.pytorch.LeakyReLUImpl;
import org.bytedeco.pytorch.LeakyReLUOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.ReLUImpl;
import org.bytedeco.pytorch.ReLUOptions;
import org.bytedeco.pytorch.SequentialImpl;
import org.bytedeco.pytorch.SigmoidImpl;
import org.bytedeco.pytorch.TanhImpl;
import org.bytedeco.pytorch.global.torch;

/** The networks, built of JavaCPP's modules; weights start as in pytorch/examples. */
final class PlainNetworks {

    private static final double LEAK = 0.2;
    private static final double WEIGHT_DEVIATION = 0.02;

    private PlainNetworks() {}

    /** {@code [batch, 100, 1, 1] -> [batch, 3, 64, 64]} in (-1, 1). */
    static SequentialImpl dcganGenerator() {
        SequentialImpl network = new SequentialImpl();
        List<Convolution> layers = Dcgan64.GENERATOR;
        for (Convolution layer : layers.subList(0, layers.size() - 1)) {
            network.push_back(enlarging(layer));
            addNormalisation(network, layer);
            network.push_back(rectifier());
        }
        network.push_back(enlarging(layers.get(layers.size() - 1)));
        network.push_back(new TanhImpl());
        return network;
    }

    /** {@code [batch, 3, 64, 64] -> [batch, 1, 1, 1]} in (0, 1). */
    static SequentialImpl dcganDiscriminator() {
        SequentialImpl network = new SequentialImpl();
        List<Convolution> layers = Dcgan64.DISCRIMINATOR;
        network.push_back(shrinking(layers.get(0)));
        network.push_back(leakyRectifier());
        for (Convolution layer : layers.subList(1, layers.size() - 1)) {
            network.push_back(shrinking(layer));
            addNormalisation(network, layer);
            network.push_back(leakyRectifier());
        }
        network.push_back(shrinking(layers.get(layers.size() - 1)));
        network.push_back(new SigmoidImpl());
        return network;
    }

    /** From the first of these widths to the last. */
    static SequentialImpl perceptronGenerator(List<Integer> widths) {
        SequentialImpl network = new SequentialImpl();
        for (int layer = 1; layer < widths.size(); layer++) {
            network.push_back(new LinearImpl(widths.get(layer - 1), widths.get(layer)));
            if (layer < widths.size() - 1) {
                network.push_back(rectifier());
            }
        }
        return network;
    }

    /** From the first of these widths to {@code [batch, 1]} in (0, 1). */
    static SequentialImpl perceptronDiscriminator(List<Integer> widths) {
        SequentialImpl network = new SequentialImpl();
        for (int layer = 1; layer < widths.size(); layer++) {
            network.push_back(new LinearImpl(widths.get(layer - 1), widths.get(layer)));
            if (layer < widths.size() - 1) {
                network.push_back(leakyRectifier());
            }
        }
        network.push_back(new SigmoidImpl());
        return network;
    }

    private static ConvTranspose2dImpl enlarging(Convolution layer) {
        ConvTranspose2dOptions options =
                new ConvTranspose2dOptions(
                        layer.inputChannels(), layer.outputChannels(), square(layer.kernel()));
        options.stride().put(square(layer.stride()));
        options.padding().put(square(layer.padding()));
        options.bias().put(false);
        ConvTranspose2dImpl module = new ConvTranspose2dImpl(options);
        torch.normal_(module.weight(), 0, WEIGHT_DEVIATION);
        return module;
    }

    private static Conv2dImpl shrinking(Convolution layer) {
        Conv2dOptions options =
                new Conv2dOptions(
                        layer.inputChannels(), layer.outputChannels(), square(layer.kernel()));
        options.stride().put(square(layer.stride()));
        options.padding().put(square(layer.padding()));
        options.bias().put(false);
        Conv2dImpl module = new Conv2dImpl(options);
        torch.normal_(module.weight(), 0, WEIGHT_DEVIATION);
        return module;
    }

    private static void addNormalisation(SequentialImpl network, Convolution after) {
        BatchNorm2dImpl module = new BatchNorm2dImpl(new BatchNormOptions(after.outputChannels()));
        torch.normal_(module.weight(), 1, WEIGHT_DEVIATION);
        network.push_back(module);
        // Unlike convolutions, JavaCPP 1.5.13 makes norms without a shared pointer: network and
        // Java
        // object would both own it, and the next garbage collection would free it under the
        // network.
        module.deallocate(false);
    }

    private static ReLUImpl rectifier() {
        return new ReLUImpl(new ReLUOptions(true));
    }

    private static LeakyReLUImpl leakyRectifier() {
        LeakyReLUOptions options = new LeakyReLUOptions();
        options.negative_slope().put(LEAK);
        options.inplace().put(true);
        return new LeakyReLUImpl(options);
    }

    private static LongPointer square(long side) {
        return new LongPointer(side, side);
    }
}
