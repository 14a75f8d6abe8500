package org.glossa.service.config;

/** A setting cannot work, whatever the data folder is like; the message is one sentence that names it. */
public final class InvalidSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    InvalidSettingException(String message) {
        super(message);
    }
}
