package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {

    private static boolean isFreed(Tensor tensor) {
        return tensor.handle().isNull();
    }

    @Test
    void freesWhatIsNotReturned() {
        List<Tensor> made = new ArrayList<>();
        Tensor result =
                Scope.tidy(
                        () -> {
                            made.add(Tensor.ones(2));
                            return made.get(0).add(1);
                        });
        assertThat(isFreed(made.get(0))).isTrue();
        assertThat(result.toFloats()).containsExactly(2, 2);
        Scope.release(result);
        assertThat(isFreed(result)).isTrue();
    }

    @Test
    void aResultBelongsToTheScopeAround() {
        List<Tensor> made = new ArrayList<>();
        Scope.run(
                () -> {
                    made.add(Scope.tidy(() -> Tensor.ones(1)));
                    assertThat(isFreed(made.get(0))).isFalse();
                });
        assertThat(isFreed(made.get(0))).isTrue();
    }

    @Test
    void freesBeforeItsEndWhatIsItsOwn() {
        Tensor kept = Scope.keep(Tensor.ones(1));
        Scope.run(
                () -> {
                    Tensor around = Tensor.ones(1);
                    Scope.run(
                            () -> {
                                Tensor own = Tensor.ones(1);
                                Tensor view = own.reshape(1, 1);
                                List.of(own, own, kept, around).forEach(Scope::free);
                                assertThat(isFreed(own)).isTrue();
                                assertThat(view.item()).isEqualTo(1);
                            });
                    assertThat(around.item()).isEqualTo(1);
                    Tensor returned = Scope.tidy(() -> Tensor.ones(1));
                    Scope.free(returned);
                    assertThat(isFreed(returned)).isTrue();
                });
        assertThat(kept.item()).isEqualTo(1);
        Scope.release(kept);
        assertThat(isFreed(kept)).isTrue();
    }

    @Test
    void keepsUntilReleased() {
        List<Tensor> made = new ArrayList<>();
        Scope.run(() -> made.add(Scope.keep(Tensor.ones(1))));
        assertThat(made.get(0).item()).isEqualTo(1);
        Scope.release(made);
        assertThat(isFreed(made.get(0))).isTrue();
    }

    @Test
    void whatIsKeptIsHeldOnceWithAndWithoutAScopeAround() {
        List<Tensor> made = new ArrayList<>();
        made.add(Scope.kept(() -> Tensor.ones(1).add(1)));
        Scope.run(() -> made.add(Scope.kept(() -> Tensor.ones(1).add(1))));
        for (Tensor kept : made) {
            assertThat(kept.item()).isEqualTo(2);
            Scope.release(kept);
            assertThat(isFreed(kept)).isTrue();
        }
    }

    @Test
    void whatIsMadeInTheOutermostScopeLivesUntilThatCloses() {
        List<String> order = new ArrayList<>();
        List<Tensor> made = new ArrayList<>();
        Scope.run(
                () -> {
                    Scope.run(
                            () ->
                                    made.add(
                                            Scope.inOutermost(
                                                    () -> Tensor.full(3),
                                                    () -> order.add("closed"))));
                    assertThat(made.get(0).item()).isEqualTo(3);
                    order.add("inner done");
                });
        assertThat(order).containsExactly("inner done", "closed");
        assertThat(isFreed(made.get(0))).isTrue();
    }

    @Test
    void freesWhenTheBodyFails() {
        List<Tensor> made = new ArrayList<>();
        Runnable failing =
                () -> {
                    made.add(Tensor.ones(1));
                    throw new IllegalStateException("on purpose");
                };
        assertThatThrownBy(() -> Scope.run(failing)).hasMessage("on purpose");
        assertThat(isFreed(made.get(0))).isTrue();
    }
}
