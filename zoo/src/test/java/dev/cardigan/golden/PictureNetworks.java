package dev.cardigan.golden;

import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.zoo.block.Cures;
import dev.cardigan.zoo.block.Norm;
import dev.cardigan.zoo.block.PatchDiscriminator;
import dev.cardigan.zoo.block.ResnetGenerator;
import dev.cardigan.zoo.block.UNet;
import java.util.Locale;

/** Networks of CycleGAN and pix2pix as {@code config.networks} describes them. */
final class PictureNetworks {

    private PictureNetworks() {}

    static Layer of(Config network) {
        Initializer initializer = Initializer.normal(RandomStream.seeded(1), 0.02);
        return switch (network.text("type")) {
            case "resnet" ->
                    ResnetGenerator.of(
                            network.whole("input_nc"),
                            network.whole("output_nc"),
                            network.whole("ngf"),
                            network.whole("n_blocks"),
                            ResnetGenerator.Enlarging.TRANSPOSED,
                            initializer);
            case "n_layers" ->
                    PatchDiscriminator.of(
                            network.whole("input_nc"),
                            network.whole("ndf"),
                            network.whole("n_layers"),
                            Norm.valueOf(network.text("norm").toUpperCase(Locale.ROOT)),
                            Cures.NONE,
                            initializer);
            case "unet" ->
                    UNet.of(
                            new UNet.Plan(
                                    network.whole("input_nc"),
                                    network.whole("output_nc"),
                                    network.whole("num_downs"),
                                    network.whole("ngf"),
                                    0),
                            initializer,
                            RandomStream.seeded(1));
            default -> throw new IllegalArgumentException("no network for " + network);
        };
    }

    static ReferenceWeights weights(Layer layer, GoldenFile file, String prefix) {
        return ReferenceWeights.into(
                layer, file, prefix, name -> reference(name, layer instanceof UNet));
    }

    /** The reference wraps the U-Net's outermost block once more. */
    private static String reference(String name, boolean wrapped) {
        String own = name.replace(".inner.", ".conv_block.");
        return wrapped ? "model." + own : own;
    }
}
