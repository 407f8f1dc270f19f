package dev.cardigan.zoo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All recipes, found by looking at the classes of this package: a new paper is one file and nothing
 * else.
 */
public final class Zoo {

    private static final class Holder {
        private static final List<Recipe<?, ?>> ALL = find();
    }

    private Zoo() {}

    /** Every recipe, by year and name. */
    public static List<Recipe<?, ?>> recipes() {
        return Holder.ALL;
    }

    public static Optional<Recipe<?, ?>> find(String name) {
        return recipes().stream().filter(recipe -> recipe.name().equals(name)).findFirst();
    }

    private static List<Recipe<?, ?>> find() {
        List<Recipe<?, ?>> found = new ArrayList<>();
        for (String name : classNames()) {
            recipesOf(name, found);
        }
        found.sort(
                Comparator.comparingInt((Recipe<?, ?> recipe) -> recipe.paper().year())
                        .thenComparing(Recipe::name));
        return List.copyOf(found);
    }

    private static void recipesOf(String className, List<Recipe<?, ?>> found) {
        try {
            for (Field field : Class.forName(className).getFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == Recipe.class) {
                    found.add((Recipe<?, ?>) field.get(null));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot look for recipes in " + className, e);
        }
    }

    /** The top-level classes of this package, wherever it was loaded from: a folder or a jar. */
    private static List<String> classNames() {
        try {
            URI home = Zoo.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path path = Path.of(home);
            if (Files.isDirectory(path)) {
                return classNames(path);
            }
            try (FileSystem jar = FileSystems.newFileSystem(path, Map.of())) {
                return classNames(jar.getPath("/"));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Cannot find the zoo's own classes", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> classNames(Path root) throws IOException {
        String name = Zoo.class.getPackageName();
        try (Stream<Path> files = Files.list(root.resolve(name.replace('.', '/')))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(".class") && !file.contains("$"))
                    .filter(file -> !file.equals("package-info.class"))
                    .map(file -> name + "." + file.substring(0, file.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
    }
}
