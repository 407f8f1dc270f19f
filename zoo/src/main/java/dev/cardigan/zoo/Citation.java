package dev.cardigan.zoo;

/**
 * Where an idea was published.
 *
 * @param link usually the arXiv page
 */
public record Citation(String title, String authors, int year, String link) {}
