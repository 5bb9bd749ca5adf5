// The definitions that builds make for state machines, which say whose they are.

import * as z from 'zod';

export function definitionOf(name: string): string {
  const definition = {
    Comment: `What ${name} does.`,
    QueryLanguage: 'JSONata',
    StartAt: 'Work',
    States: {
      Work: { Type: 'Pass', Comment: name, Output: { revision: name }, Next: 'Done' },
      Done: { Type: 'Succeed' },
    },
  };
  return `${JSON.stringify(definition, undefined, 2)}\n`;
}

const read = z.object({ States: z.object({ Work: z.object({ Comment: z.string() }) }) });

/** The revision whose definition it is, by the scenario's name. */
export function revisionOfDefinition(definition: string): string | undefined {
  try {
    return read.parse(JSON.parse(definition)).States.Work.Comment;
  } catch {
    return undefined;
  }
}
