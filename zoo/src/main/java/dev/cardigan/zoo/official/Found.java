package dev.cardigan.zoo.official;

import dev.cardigan.data.SampleShape;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a weight file turned out to hold.
 *
 * @param paper the recipe it belongs to: {@code cstylegan2} even when {@code stylegan2} was asked
 *     for
 * @param shape of the pictures
 * @param sized whether the weights fix the side of the pictures
 * @param classes 0 for none
 * @param settings of the paper, by name
 * @param parts the networks
 * @param fresh networks that are not in the file, in words; they start anew
 * @param remarks what the user should know, a sentence each
 */
public record Found(
        String paper,
        SampleShape shape,
        boolean sized,
        int classes,
        Map<String, Object> settings,
        List<Part> parts,
        Set<String> fresh,
        List<String> remarks) {}
