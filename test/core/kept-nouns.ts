// Which noun an item of the table is of, by its key.

import { requestNoun } from '../../core/admission/request.ts';
import { taggedNoun } from '../../core/admission/source.ts';
import { keys, ranges } from '../../core/keys.ts';
import { keptFactsNoun } from '../../core/measures/kept-facts.ts';
import { cursorNoun, tellingNoun, threadNoun } from '../../core/messages/thread.ts';
import { muteNoun } from '../../core/mute.ts';
import type { Noun } from '../../core/noun.ts';
import { peopleKeys } from '../../core/people-keys.ts';
import { quietNoun } from '../../core/quiet.ts';
import { ledgerSealNoun } from '../../core/record/ledger-seal.ts';
import { toSealNoun } from '../../core/record/to-seal.ts';
import { regionSkipsNoun } from '../../core/region-skip.ts';
import { scheduledNoun } from '../../core/scheduled.ts';
import { setOperationNoun } from '../../core/set-operation.ts';
import { sourceKeys } from '../../core/source-keys.ts';
import { keptStackNoun, leftOutNoun } from '../../core/stack-contents.ts';
import { targetsReadNoun } from '../../core/targets-read.ts';
import { pastNoun } from '../../core/watch/past.ts';

const alarm = { account: '111122223333', region: 'eu-west-1', name: 'errors' };
const deployment = { account: '', region: '', deployment: '' };

/** Where items of each noun begin, by a key of theirs. */
export const NOUNS: readonly (readonly [pk: RegExp, sk: RegExp, noun: Noun<unknown>])[] = [
  [/^pipelines/, /./, keys.pipelineName('').noun],
  [/^project#/, /./, keys.project('', '', '', '').noun],
  [/^repository#/, /./, sourceKeys.repository('', '', '', '').noun],
  [/^images#/, /./, sourceKeys.images('', '', '', '').noun],
  [/^pushed#/, /./, sourceKeys.pushed('', '', '', '').noun],
  [/^codepipeline#/, /^move#/, sourceKeys.move('', '', '').noun],
  [/^codepipeline#/, /^release#/, sourceKeys.started('', '').noun],
  [/^codepipeline#/, /^carried$/, sourceKeys.carried('').noun],
  [/^batches/, /./, keys.batch('').noun],
  [/^owners#/, /./, keys.owner('', '', '').noun],
  [/^scale-units/, /./, keys.scaleUnit('').noun],
  [/^pipeline#/, /^definition/, keys.definition('').noun],
  [/^pipeline#/, /^part#/, keys.definitionPart('', '', 0).noun],
  [/^pipeline#/, /^source$/, keys.source('').noun],
  [/^pipeline#/, /^commit#/, keys.firstBuild('', '').noun],
  [/^pipeline#/, /^line#/, keys.line('', '').noun],
  [/^pipeline#/, /^stage#/, keys.stage('', '').noun],
  [/^pipeline#/, /^decisions#/, keys.decisions('', '', '').noun],
  [/^pipeline#/, /^skips#/, peopleKeys.skips('', '', 0).noun],
  [/^pipeline#/, /^target#/, keys.target('', '').noun],
  [/^pipeline#/, /^release#/, keys.release('', '').noun],
  [/^pipeline#/, /^hook#/, peopleKeys.hook('', '', '').noun],
  [/^pipeline#/, /^fix#/, peopleKeys.fix('', '').noun],
  [/^pipeline#/, /^permit#/, keys.permit('', '').noun],
  [/^pipeline#/, /^coming#/, keys.coming('', '').noun],
  [/^pipeline#/, /^order#/, keys.order('', '').noun],
  [/^pipeline#/, /^quarantine(d-commit)?#/, keys.quarantine('', '').noun],
  [/^pipeline#/, /^released#/, keys.released('', '').noun],
  [/^pipeline#/, /^refused#/, keys.refused('', '', '').noun],
  [/^pipeline#/, /^correction#/, keys.correction('', '', 0).noun],
  [/^waves#/, /./, keys.wave('', 0).noun],
  [/^judgings#/, /./, keys.judging('', 0, '', 'bake').noun],
  [/^exhibits#/, /./, keys.exhibitPiece('', '', 0).noun],
  [/^changes#/, /./, keys.change('', '', '', '').noun],
  [/^commands#/, /./, keys.given('', '').noun],
  [/^holds/, /./, keys.hold('').noun],
  [/^policy/, /./, keys.policy().noun],
  [/^progress/, /./, keys.progress('').noun],
  [/^waits/, /./, ranges.waits().noun],
  [/^alarm#/, /./, keys.watcher(alarm, { kind: 'bake', release: '', wave: 0 }).noun],
  [/^unproven/, /./, keys.unproven(deployment).noun],
  [/^open/, /./, keys.open('').noun],
  [/^ledger#/, /./, ranges.ledger('').noun],
];

/** What no release has written yet: once one has, items of it are kept in `items/`. */
export const LATER: readonly Noun<unknown>[] = [
  keptStackNoun,
  leftOutNoun,
  keptFactsNoun,
  cursorNoun,
  ledgerSealNoun,
  muteNoun,
  pastNoun,
  quietNoun,
  regionSkipsNoun,
  tellingNoun,
  threadNoun,
  requestNoun,
  toSealNoun,
  scheduledNoun,
  setOperationNoun,
  taggedNoun,
  targetsReadNoun,
];
