package org.glossa.service;

public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(2);
    }
}
