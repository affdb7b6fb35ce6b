const ROUTES = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All', 'Sse']);
const ACCESS = new Set(['RequirePermission', 'SignedIn', 'Public']);

const nameOf = ({ expression }) => (expression.type === 'CallExpression' ? expression.callee.name : expression.name);
const has = (node, names) => (node.decorators ?? []).some((decorator) => names.has(nameOf(decorator)));

/** Every route says who may call it. The guard refuses a naked one at run time; this tells its author first. */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      naked: "Route '{{name}}' does not say who may call it: add @RequirePermission('…'), @SignedIn('reason') or @Public('reason').",
    },
  },
  create(context) {
    return {
      MethodDefinition(node) {
        if (!has(node, ROUTES) || has(node, ACCESS)) return;
        const controller = node.parent.parent;
        if (!has(controller, new Set(['Controller'])) || has(controller, ACCESS)) return;
        context.report({ node: node.key, messageId: 'naked', data: { name: node.key.name } });
      },
    };
  },
};
