// Makes what a person's own stage needs, and applies its pipeline. Doing it twice does it once.

import { putAlarm } from '../../aws/personal-alarms.ts';
import { createAlias } from '../../aws/personal-aliases.ts';
import { descriptionOf } from '../../core/personal/alarms.ts';
import { give, preview } from '../commands.ts';
import type { Deployed } from '../deployed.ts';
import type { PersonalAsked } from './asked.ts';
import { accessOf, type Prepared } from './prepare.ts';

function bodyOf({ text, file }: Prepared) {
  return { text, file, templates: {}, takeOver: false, reason: 'tidegate dev' };
}

/** Throws `Refused` where the Tidegate there would not take it: whoever asks has changed nothing yet. */
export async function refuseUnappliable(asked: PersonalAsked, prepared: Prepared): Promise<void> {
  await preview(asked, 'apply', bodyOf(prepared));
}

/** Resolves to a line for each thing that was done. */
export async function make(
  asked: PersonalAsked,
  deployed: Deployed,
  prepared: Prepared,
): Promise<string[]> {
  const { names, place, aliases, alarms } = prepared;
  const access = accessOf(deployed);
  const description = descriptionOf(names);
  for (const { functionName, version } of aliases)
    await createAlias(access, place, functionName, names.stage, { version, description });
  for (const words of alarms) await putAlarm(access, place, words);
  const { did } = await give(asked, 'apply', bodyOf(prepared));
  return [
    ...aliases.map(({ functionName }) => `made alias ${functionName}:${names.stage}`),
    ...did,
  ];
}
