// The rule on what `tidegate init` could not know.

import { placeholdersIn } from '../pipeline/placeholders.ts';
import { rule } from './rule.ts';

export const filledIn = rule({
  id: 'filled-in',
  title: 'Nothing is left to fill in',
  why: 'Where tidegate init could not know a name, an account or a region, it wrote a placeholder. It can be simulated; nothing can be deployed to it.',
  fix: 'put what the comment beside it asks for in its place; tidegate apply refuses the file until then',
  level: 'warn',
  sees: 'file',
  parameters: {},
  check: ({ pipeline }) => placeholdersIn(pipeline),
});
