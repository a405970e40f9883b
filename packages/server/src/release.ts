// The release that this is.
export const release = "0.1.0";
