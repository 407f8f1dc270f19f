package dev.cardigan.latent;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Styled;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/** The styles of a generator that has them: w, and w+ where layers differ. */
record StyleSpace(Generative generator, Styled styled) implements Space {

    @Override
    public String name() {
        return "w";
    }

    @Override
    public int layers() {
        return styled.layers();
    }

    @Override
    public long length() {
        return styled.styleLength();
    }

    @Override
    public double truncation() {
        return styled.truncation();
    }

    @Override
    public Tensor codes(Tensor latents, Tensor classes) {
        return styled.map(latents, classes).unsqueeze(1).expand(-1, layers(), -1);
    }

    @Override
    public Tensor truncated(Tensor codes, double share) {
        if (share == 1) {
            return codes;
        }
        Tensor mean = styled.meanStyle();
        long cut = Math.min(styled.truncatedLayers(), codes.size(1));
        Tensor coarse = codes.narrow(1, 0, cut);
        Tensor drawn = mean.add(coarse.sub(mean).mul(share));
        long rest = codes.size(1) - cut;
        return rest == 0 ? drawn : drawn.cat(1, codes.narrow(1, cut, rest));
    }

    @Override
    public Tensor paint(Tensor codes, Tensor classes, List<Tensor> noises) {
        return styled.paint(codes, noises);
    }

    @Override
    public List<Tensor> noises() {
        return styled.noises();
    }

    @Override
    public List<Tensor> readings() {
        return styled.readings();
    }
}
