// tidegate apply: a pipeline becomes the version in force of a deployed Tidegate, if it says anything new.

import { refusePlaceholders } from '../core/pipeline/placeholders.ts';
import { type CommandsWhere, command } from './commands.ts';
import { readText } from './files.ts';
import { withTemplates } from './pipeline-file.ts';

interface Asked extends CommandsWhere {
  readonly file: string;
  readonly reason: string | undefined;
  readonly 'take-over': boolean;
  readonly json: boolean;
}

/** What is wrong with a file is said before anything is asked of anyone. */
export async function apply(asked: Asked): Promise<number> {
  const { file, reason, 'take-over': takeOver, json, ...where } = asked;
  const text = readText(file);
  const { pipeline, templates } = withTemplates(text, file);
  refusePlaceholders(pipeline, text, file);
  const body = { text, file, templates, takeOver, reason };
  await command(where, 'apply', body, { json });
  return 0;
}
