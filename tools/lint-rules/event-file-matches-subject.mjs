import path from 'node:path';

const valueOf = (object, key) => object.properties.find((property) => property.key?.name === key)?.value?.value;

/** `identification/household-registered.v1.ts` defines identification.household.registered.v1 and nothing else. */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      mismatch: 'This defines {{subject}}; its file should be {{expected}}. A published event keeps its file and its subject for good.',
      notLiteral: 'Write department, noun, verb and version of an event as literals: they are a published name.',
    },
  },
  create(context) {
    return {
      'CallExpression[callee.name="defineEvent"]'(node) {
        const [definition] = node.arguments;
        if (definition?.type !== 'ObjectExpression') return context.report({ node, messageId: 'notLiteral' });
        const [department, noun, verb, version] = ['department', 'noun', 'verb', 'version'].map((key) => valueOf(definition, key));
        if ([department, noun, verb, version].includes(undefined)) return context.report({ node, messageId: 'notLiteral' });
        const expected = `${department}/${noun}-${verb}.v${version}.ts`;
        const actual = path.relative(path.resolve(context.filename, '../..'), context.filename).split(path.sep).join('/');
        if (actual === expected) return undefined;
        return context.report({ node, messageId: 'mismatch', data: { subject: `${department}.${noun}.${verb}.v${version}`, expected } });
      },
    };
  },
};
