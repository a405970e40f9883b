// Uploads that were begun and not finished, remembered by this browser for the person who began them: the file has to be chosen again,
// and goes on where it stopped.
import { addressOf } from "./service.js";

/**
 * @typedef {object} Unfinished
 * @property {string} key
 * @property {string} where path of the upload at the service
 * @property {string} name
 * @property {number} size
 */

/** @param {string} owner */
export function unfinishedUploads(owner) {
  const prefix = prefixOf(owner);
  /** @type {(file: File) => string} */
  const keyOf = ({ name, size, lastModified }) => `${prefix}${name} ${size} ${lastModified}`;
  return {
    /** @param {File} file */
    find: (file) => read(keyOf(file)),
    /**
     * @param {File} file
     * @param {URL} where
     */
    remember(file, where) {
      const { name, size } = file;
      localStorage.setItem(keyOf(file), JSON.stringify({ where: where.pathname, name, size }));
    },
    /** @param {File} file */
    forget: (file) => localStorage.removeItem(keyOf(file)),
    /** @param {Unfinished} upload */
    drop: ({ key }) => localStorage.removeItem(key),
    keyOf,
    /** @returns {Unfinished[]} */
    all: () =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => read(key) ?? []),
  };
}

/** @param {string} owner */
function prefixOf(owner) {
  return `tingheng-upload ${addressOf("").pathname} ${owner} `;
}

/**
 * @param {string} key
 * @returns {Unfinished | undefined}
 */
function read(key) {
  try {
    const { where, name, size } = JSON.parse(localStorage.getItem(key) ?? "");
    return typeof where === "string" ? { key, where, name, size } : undefined;
  } catch {
    return undefined;
  }
}
