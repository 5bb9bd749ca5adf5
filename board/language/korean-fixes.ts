// What mends a broken rule, in Korean, by their forms. What is to be written stays as it is written.

import type { Phrase } from './phrases.ts';

export const koreanFixes: readonly Phrase[] = [
  [
    'name the alarms that tell when the target hurts its users: alarms: [{0}]; tidegate alarms writes them',
    '타깃이 사용자를 해칠 때 알려 줄 알람을 적을 것: alarms: [{0}]; tidegate alarms가 만들어 줌',
  ],
  [
    'look at the alarm’s metric and dimensions; decide how it treats missing data; send synthetic traffic where there is too little',
    '알람의 지표와 차원을 볼 것; 빠진 데이터를 어떻게 볼지 정할 것; 트래픽이 너무 적으면 합성 트래픽을 보낼 것',
  ],
  [
    'add alarms for what is missing, by rates rather than counts, named after what they watch; tidegate alarms writes them',
    '빠진 것에 알람을 더할 것, 개수보다 비율로, 살피는 것의 이름으로; tidegate alarms가 만들어 줌',
  ],
  [
    'put the targets of the two regions into different waves',
    '두 리전의 타깃을 서로 다른 웨이브에 넣을 것',
  ],
  [
    'put the targets into different waves, or let a planner make the waves: planner: {}',
    '타깃을 서로 다른 웨이브에 넣거나, 플래너가 웨이브를 만들게 할 것: planner: {}',
  ],
  [
    'give the wave a bake: bake: { for: 1h } for the one-box, 12h for the first regional wave, 2h or more later',
    '웨이브에 베이크를 줄 것: 원박스는 bake: { for: 1h }, 첫 리전 웨이브는 12h, 그 뒤는 2h 이상',
  ],
  ['give the wave a bake: bake: { for: {0} }', '웨이브에 베이크를 줄 것: bake: { for: {0} }'],
  [
    'give the target dataPoints: the namespace, metric and dimensions of its requests, and atLeast how many minutes with data the bake must have seen',
    '타깃에 dataPoints를 줄 것: 요청의 namespace, metric, dimensions와, 베이크에서 데이터가 있어야 하는 분 수 atLeast',
  ],
  [
    'leave extendBy out (it is as long as the bake then), or make it at least as long as for',
    'extendBy를 빼거나 (그러면 베이크만큼 김) for만큼은 되게 할 것',
  ],
  [
    'bake for two minutes at least, or turn the judge off where the bake is only to wait: judge: { mode: off }',
    '2분 이상 베이크하거나, 기다리기만 하려면 판정기를 끌 것: judge: { mode: off }',
  ],
  [
    'put waves of a middling size between, or let a planner make the waves: planner: { growth: {0} }; say each target’s weight',
    '사이에 중간 크기의 웨이브를 넣거나, 플래너가 웨이브를 만들게 할 것: planner: { growth: {0} }; 타깃마다 weight를 적을 것',
  ],
  [
    'let the first wave after the one-box change targets of the quietest region alone, or let a planner make the waves: planner: {}; say each target’s weight',
    '원박스 다음 첫 웨이브는 가장 조용한 리전의 타깃만 바꾸게 하거나, 플래너가 웨이브를 만들게 할 것: planner: {}; 타깃마다 weight를 적을 것',
  ],
  [
    'say who owns the pipeline and where they are reached: owner: {0}, contact: {1}',
    '누가 파이프라인을 담당하고 어디로 연락하는지 적을 것: owner: {0}, contact: {1}',
  ],
  [
    'put what the comment beside it asks for in its place; tidegate apply refuses the file until then',
    '옆의 주석이 묻는 것을 그 자리에 쓸 것; 그때까지 tidegate apply가 파일을 거절함',
  ],
  [
    'leave out onBakeFailure, or say onBakeFailure: rollBack',
    'onBakeFailure를 빼거나, onBakeFailure: rollBack으로 적을 것',
  ],
  [
    'release to the new target what its neighbours already run, before the next change; the first release of a pipeline is excused',
    '다음 변경 전에, 이웃이 이미 실행하는 것을 새 타깃에 릴리스할 것; 파이프라인의 첫 릴리스는 예외',
  ],
  [
    'write the branches whose builds are releases: source: { branches: [main] }, and let the buildspec tell: env: { exported-variables: [{0}] }',
    '빌드가 릴리스가 되는 브랜치를 적고: source: { branches: [main] }, buildspec이 알리게 할 것: env: { exported-variables: [{0}] }',
  ],
  [
    'add stages named beta and gamma, with a target each, before production',
    '프로덕션 앞에 타깃이 있는 beta와 gamma 스테이지를 더할 것',
  ],
  [
    'add tests to the stage, such as a CodeBuild project: tests: [{ name: end-to-end, project: {0} }]',
    '스테이지에 테스트를 더할 것, 예를 들어 CodeBuild 프로젝트: tests: [{ name: end-to-end, project: {0} }]',
  ],
  [
    'leave out what is named, or give each test what is its own',
    '이름이 나온 것을 빼거나, 테스트마다 제 것을 줄 것',
  ],
  [
    'shorten what is named: gateTimeout, alarmsClearWithin, a stage’s deployTimeout, a test’s timeout, a bake’s for or extendBy',
    '이름이 나온 것을 줄일 것: gateTimeout, alarmsClearWithin, 스테이지의 deployTimeout, 테스트의 timeout, 베이크의 for나 extendBy',
  ],
  [
    'keep the rule and remove the waiver; or name the rule by its id and an expiry within the policy’s bound',
    '규칙을 지키고 면제를 없앨 것; 또는 규칙을 id로, 정책이 허용하는 만료일과 함께 적을 것',
  ],
  [
    'let the first production wave change one small target (an alias, group or cell of its own), and say each target’s weight; or let a planner make the waves: planner: {}',
    '첫 프로덕션 웨이브는 작은 타깃 하나(자기만의 별칭, 그룹, 셀)만 바꾸게 하고, 타깃마다 weight를 적을 것; 또는 플래너가 웨이브를 만들게 할 것: planner: {}',
  ],
  [
    'let the first production wave change one small target (an alias, group or cell of its own), and say each target’s weight; or let a planner make the waves: planner: { oneBoxPercent: {0} }',
    '첫 프로덕션 웨이브는 작은 타깃 하나(자기만의 별칭, 그룹, 셀)만 바꾸게 하고, 타깃마다 weight를 적을 것; 또는 플래너가 웨이브를 만들게 할 것: planner: { oneBoxPercent: {0} }',
  ],
  [
    'split the wave, or let a planner make the waves: planner: { largestPercent: {0} }; say each target’s weight',
    '웨이브를 나누거나, 플래너가 웨이브를 만들게 할 것: planner: { largestPercent: {0} }; 타깃마다 weight를 적을 것',
  ],
];
