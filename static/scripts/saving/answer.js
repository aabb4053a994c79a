// The nodes of an answer, to be put into the page.
export const contentOf = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content;
