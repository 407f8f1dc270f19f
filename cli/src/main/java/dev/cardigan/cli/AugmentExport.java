package dev.cardigan.cli;

import dev.cardigan.config.Json;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.StorageException;
import dev.cardigan.report.Png;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The enlarged set of the first experiment as a folder or zip of one folder a class, every file
 * with its origin.
 */
final class AugmentExport {

    /** Takes one file by its path inside. */
    private interface Target {
        void put(String name, byte[] content) throws IOException;
    }

    private final Optional<Path> target;
    private final AugmentPlan plan;
    private final List<String> classes;
    private final List<String> folders;
    private boolean done;

    AugmentExport(AugmentPlan plan, List<String> classes) {
        this.target = plan.export();
        this.plan = plan;
        this.classes = classes;
        this.folders = folders(classes);
    }

    /** Whether anything lies there is asked before hours of work. */
    static void requireFresh(Path target) {
        if (isZip(target)) {
            FreshPlace.file("--export", target);
        } else {
            FreshPlace.folder("--export", target);
        }
    }

    private static boolean isZip(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /** A folder name for each class, by which it is told from all others on any file system. */
    static List<String> folders(List<String> classes) {
        List<String> plain =
                classes.stream().map(name -> name.replaceAll("[^\\p{L}\\p{N}_-]+", "_")).toList();
        long different =
                plain.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count();
        boolean clear = different == classes.size() && plain.stream().noneMatch(String::isEmpty);
        List<String> folders = new ArrayList<>();
        for (int label = 0; label < plain.size(); label++) {
            folders.add(clear ? plain.get(label) : "%03d-%s".formatted(label, plain.get(label)));
        }
        return folders;
    }

    /**
     * Writes the first set it is given, where one was asked for.
     *
     * @throws StorageException if it cannot be written
     */
    void take(RawPictures real, AugmentExperiment.Generated generated, long seed) {
        if (done || target.isEmpty()) {
            return;
        }
        done = true;
        Path path = target.get().toAbsolutePath();
        try {
            Files.createDirectories(path.getParent());
            if (isZip(path)) {
                zip(path, real, generated, seed);
                return;
            }
            write(real, generated, seed, (name, content) -> file(path.resolve(name), content));
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: the enlarged set cannot be written (%s); choose another --export"
                            .formatted(path, failure),
                    failure);
        }
    }

    private void zip(Path path, RawPictures real, AugmentExperiment.Generated generated, long seed)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(path);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            write(
                    real,
                    generated,
                    seed,
                    (name, content) -> {
                        zip.putNextEntry(new ZipEntry(name));
                        zip.write(content);
                        zip.closeEntry();
                    });
        }
    }

    private static void file(Path path, byte[] content) throws IOException {
        Path folder = path.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(path, content);
    }

    private void write(
            RawPictures real, AugmentExperiment.Generated generated, long seed, Target out)
            throws IOException {
        for (int i = 0; i < real.count(); i++) {
            List<Png.Text> texts =
                    List.of(
                            new Png.Text("origin", "real: " + plan.data()),
                            new Png.Text("class", classes.get(real.labels()[i])));
            put(out, "real", i, real.labels()[i], real.shape(), real.pixels(), texts);
        }
        int[] labels = toInts(generated.pictures().labels().toLongs());
        for (int i = 0; i < labels.length; i++) {
            put(
                    out,
                    "synthetic",
                    i,
                    labels[i],
                    real.shape(),
                    generated.bytes(),
                    origin(generated, seed, i, labels[i]));
        }
        String provenance = Json.writeString(provenance(real, generated, seed));
        out.put("provenance.json", provenance.getBytes(StandardCharsets.UTF_8));
    }

    private void put(
            Target out,
            String kind,
            int number,
            int label,
            SampleShape shape,
            byte[] pixels,
            List<Png.Text> texts)
            throws IOException {
        BufferedImage image = EachOutput.image(shape, pixels, number);
        String name =
                String.format(Locale.ROOT, "%s/%s-%06d.png", folders.get(label), kind, number);
        out.put(name, Png.bytes(image, texts));
    }

    private List<Png.Text> origin(
            AugmentExperiment.Generated generated, long seed, int number, int label) {
        List<Png.Text> texts = new ArrayList<>();
        texts.add(new Png.Text("Software", "Cardigan " + Version.cardigan()));
        texts.add(new Png.Text("origin", "synthetic"));
        texts.add(new Png.Text("model", plan.recipe().name()));
        texts.add(new Png.Text("model hash", generated.model()));
        texts.add(new Png.Text("seed", Long.toString(seed)));
        texts.add(new Png.Text("latent index", Integer.toString(number)));
        texts.add(new Png.Text("class", classes.get(label)));
        return texts;
    }

    private Map<String, Object> provenance(
            RawPictures real, AugmentExperiment.Generated generated, long seed) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("software", "Cardigan " + Version.cardigan());
        tree.put("data", plan.data());
        tree.put("real", real.count());
        tree.put("synthetic", generated.pictures().count());
        tree.put("model", plan.recipe().name());
        tree.put("modelHash", generated.model());
        tree.put("run", generated.run());
        tree.put("seed", seed);
        tree.put("classes", classes);
        return tree;
    }

    private static int[] toInts(long[] values) {
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = Math.toIntExact(values[i]);
        }
        return ints;
    }
}
