/**
 * The address of a static file of this page's release. Modules come in bundles: theirs would be the bundle's.
 * @param {string} path
 */
export const released = (path) => `/static/${document.documentElement.dataset.release}/${path}`;
