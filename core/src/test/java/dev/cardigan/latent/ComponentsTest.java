package dev.cardigan.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentsTest {

    private final RandomStream stream = RandomStream.seeded(5);

    private static double cosine(Tensor one, Tensor other) {
        double product = one.mul(other).sum().item();
        return Math.abs(product) / (one.norm().item() * other.norm().item());
    }

    @Test
    void factorizedDirectionsAreEigenvectorsOfTheWeightsBelowEachOther() {
        Tensor first = stream.normal(7, 5);
        Tensor second = stream.normal(3, 5).mul(2);
        Components found = Components.factorized(List.of(first, second), 5);
        Tensor all = first.cat(0, second); // [10, 5]
        double before = Double.POSITIVE_INFINITY;
        double sum = all.square().sum().item();
        for (int i = 0; i < 5; i++) {
            Tensor direction = found.vectors().narrow(0, i, 1).transpose(0, 1); // [5, 1]
            Tensor turned = all.transpose(0, 1).matmul(all.matmul(direction));
            double value = all.matmul(direction).square().sum().item();
            assertThat(turned.sub(direction.mul(value)).abs().largest().item())
                    .as("A^T A n - lambda n of direction %d", i)
                    .isLessThan(1e-4 * sum);
            assertThat(found.shares().get(i)).isCloseTo(value / sum, within(1e-5));
            assertThat(value).isLessThanOrEqualTo(before);
            before = value;
        }
        Tensor products = found.vectors().matmul(found.vectors().transpose(0, 1));
        Tensor identity = Tensor.arange(5).oneHot(5);
        assertThat(products.sub(identity).abs().largest().item()).isLessThan(1e-5);
    }

    @Test
    void noUnitVectorMovesTheLayersMoreThanTheFirstDirection() {
        Tensor weight = stream.normal(9, 6);
        Tensor best = Components.factorized(List.of(weight), 1).vectors(); // [1, 6]
        double most = weight.matmul(best.transpose(0, 1)).norm().item();
        for (int i = 0; i < 50; i++) {
            Tensor other = stream.normal(6, 1);
            assertThat(weight.matmul(other).norm().item() / other.norm().item())
                    .isLessThanOrEqualTo(most + 1e-5);
        }
    }

    @Test
    void aPlantedDirectionIsTheFirstComponent() {
        Tensor planted = stream.normal(1, 8);
        Tensor points =
                stream.normal(400, 1).mul(3).matmul(planted).add(stream.normal(400, 8)).add(7);
        Components found = Components.principal(points, 2);
        assertThat(cosine(found.vectors().narrow(0, 0, 1), planted)).isGreaterThan(0.99);
        assertThat(found.shares().get(0)).isGreaterThan(0.7);
        assertThat(found.shares().get(1)).isLessThan(0.2);
    }

    @Test
    void componentsBehindALayerAreTheLatentsThatMoveThem() {
        // A layer with more outputs than inputs that listens to one direction far more than others.
        Tensor heard = stream.normal(1, 6);
        Tensor weight = stream.normal(20, 1).mul(5).matmul(heard).add(stream.normal(20, 6));
        Components found = Components.throughLayer(stream.normal(2000, 6), weight, 3);
        Components factorized = Components.factorized(List.of(weight), 1);
        Tensor first = found.vectors().narrow(0, 0, 1);
        assertThat(cosine(first, factorized.vectors())).isGreaterThan(0.98);
        assertThat(first.norm().item()).isCloseTo(1, within(1e-5));
    }

    @Test
    void moreDirectionsThanThereAreAreRefused() {
        assertThatThrownBy(() -> Components.factorized(List.of(stream.normal(4, 3)), 4))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("1 to 3, found 4");
    }
}
