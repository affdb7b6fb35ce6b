import { existsSync, realpathSync } from 'node:fs';
import { fileOf, Rings } from './import-graph.mjs';

const rings = new Rings();
const isTypes = ({ importKind, exportKind, specifiers = [] }) =>
  importKind === 'type' ||
  exportKind === 'type' ||
  (specifiers.length > 0 && specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type'));

/** Files that need each other when they run: which of them is there first is chance, and what it takes from the other is not there yet. */
export default {
  meta: { type: 'problem', schema: [], messages: { cycle: '{{ other }} needs this file in turn, perhaps by others.' } },
  create(context) {
    // text from an editor that is no file yet
    if (!existsSync(context.filename)) return {};
    const look = (node) => {
      if (typeof node.source?.value !== 'string' || isTypes(node)) return;
      const file = realpathSync(context.filename);
      const other = fileOf(node.source.value, file);
      if (other && rings.ringOf(file) === rings.ringOf(other))
        context.report({ node, messageId: 'cycle', data: { other: node.source.value } });
    };
    return { ImportDeclaration: look, ExportNamedDeclaration: look, ExportAllDeclaration: look, ImportExpression: look };
  },
};
