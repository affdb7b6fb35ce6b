const LOCK = /\bpg_(try_)?advisory_/;

/** A lock's number comes from `ADVISORY_LOCKS` as a parameter: two purposes under one number starve each other without a word. */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      home: 'Name the lock in ADVISORY_LOCKS (libs/persistence/src/advisory-locks.ts) and hand it over as a parameter: pg_advisory_lock($1).',
    },
  },
  create(context) {
    const uses = [];
    let imported = false;
    const look = (node, text) => {
      if (LOCK.test(text)) uses.push({ node, parameter: /advisory_\w+\(\$\d+\)/.test(text) });
    };
    return {
      ImportSpecifier(node) {
        imported ||= node.imported.name === 'ADVISORY_LOCKS';
      },
      Literal(node) {
        if (typeof node.value === 'string') look(node, node.value);
      },
      TemplateElement(node) {
        look(node, node.value.raw);
      },
      'Program:exit'() {
        for (const { node, parameter } of uses) if (!parameter || !imported) context.report({ node, messageId: 'home' });
      },
    };
  },
};
