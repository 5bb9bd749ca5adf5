// More examples of what the ledger tells, and of what of it is told in Korean.

import { AT, BY, type Examples } from './ledger-of-targets.ts';

export const fromTests: Examples = {
  TestStarted: [['test smoke started again', '테스트 smoke 다시 시작']],
  TestEnded: [
    [
      'test smoke ended, fail: build b ended FAILED',
      '테스트 smoke 종료, 실패(fail): 빌드 b이(가) 실패(FAILED)(으)로 끝남',
    ],
  ],
  LegStarted: [
    ['drill way-back, leg up again: box up again', '연습 way-back, 구간 up again: box 다시 올림'],
  ],
  LegEnded: [
    [
      'drill way-back, leg up ended, pass: 1 alarm OK throughout',
      '통과(pass): 알람 1개가 내내 정상',
    ],
  ],
  BakeStarted: [['baking for 1h30m', '1시간 30분 동안 베이크 시작']],
  BakeExtended: [
    [
      'bake extended, by 1h: the metrics of box could not be read',
      '베이크를 1시간 연장함: box의 지표를 읽지 못함',
    ],
  ],
  TrafficStarted: [['synthetic traffic started: probe', '합성 트래픽 시작: probe']],
  LoadStarted: [['load started: probe', '부하 시작: probe']],
  LoadEnded: [['load probe ended FAILED by itself', '부하 probe: 스스로 FAILED(으)로 끝남']],
  BakeEnded: [
    [
      'bake ended, inconclusive: box: nothing was reported at any of 58 points',
      '58개 시점 어디에도 보고된 것이 없음',
    ],
  ],
  AnswerAwaited: [
    [
      `waits 4h for a person, until ${AT}: x could not be read`,
      '사람의 답을 기다림: x을(를) 읽지 못함',
    ],
  ],
  VerdictOverridden: [
    [`verdict overridden by ${BY} until ${AT}: x; seen: open`, '판정을 무효로 함'],
  ],
  RetryAsked: [[`another try asked for by ${BY}: x; seen: open`, '다시 시도를 요청함']],
  VerdictCorrected: [[`harmless, says ${BY}: x`, `해롭지 않음, ${BY}: x`]],
  NoiseAccepted: [
    [
      `errors of box has lost its right to page until ${AT}, says ${BY}: x; to do: mend errors, which was wrong 3 of 4 times: watch a rate in place of a count, over more periods, or split what it watches`,
      '할 일: errors을(를) 고칠 것, 4번 가운데 3번 틀렸음',
    ],
    [
      `errors of box has lost its right to block until ${AT}, says ${BY}: x; to do: y`,
      '막을 권한을 잃음',
    ],
  ],
  NoiseWithdrawn: [[`errors has its rights again, says ${BY}: x`, '권한을 되찾음']],
  WaveEnded: [['wave ended, Failed: its tests said nothing: x', '웨이브 종료, 실패(Failed)']],
  RollbackStarted: [['rolling back #1 a: wave prod failed', '#1 a 롤백 중: 웨이브 prod 실패']],
  HookStarted: [['hook h begun: function f', '훅 h 시작: 함수 f']],
  HookEnded: [['hook h ended: function f succeeded', '훅 h 종료: 함수 f 성공']],
  AlarmsMuted: [
    [
      `a, b may not act until ${AT}: a person has taken its right to page`,
      '사람이 호출할 권한을 거둠',
    ],
  ],
  AlarmsUnmuted: [['a, b may act again: its time is over', '다시 동작함: 정한 시간이 끝남']],
  LeftBehind: [
    [
      'goes on without box (x), as minHealthy: 80% allows',
      'box 없이 진행함 (x), minHealthy: 80%이(가) 허용함',
    ],
    [
      'goes on without box (eu-west-1 cannot be reached since 2026-11-23T09:30:09Z; skipped by ada: it is away)',
      'box (2026-11-23T09:30:09Z부터 eu-west-1에 닿을 수 없음, ada이(가) 건너뜀: it is away) 없이 진행함',
    ],
    [
      'goes on without box (eu-west-1 cannot be reached since 2026-11-23T09:30:09Z; skipped after 45m, as skipUnreachableAfter says), two (x)',
      'skipUnreachableAfter대로 45분 뒤에 건너뜀), two (x) 없이 진행함',
    ],
  ],
  RegionSkipped: [
    [
      `eu-west-1 may be skipped, says ada (${BY}): it is away`,
      '을(를) 건너뛰어도 된다고 함: it is away',
    ],
  ],
  StageLeft: [['stage prod left', '스테이지 prod에서 나감']],
  UnitEntered: [['scale unit one entered', '스케일 유닛 one에 들어감']],
  UnitLeft: [['scale unit one left', '스케일 유닛 one에서 나감']],
  StageHeld: [['stage prod waits for a newer revision: x', '더 새로운 리비전을 기다림: x']],
  StageFrozen: [
    [
      'stage prod frozen: what runs is not proven on: box (its build is gone)',
      'box (빌드가 없어짐)',
    ],
  ],
  StageUnfrozen: [[`stage prod unfrozen by ${BY}: x; seen: y`, '동결을 풂: x; 그때 본 것: y']],
  Held: [
    [
      `stage:shop/prod held by ${BY}: x; seen: open`,
      'stage:shop/prod을(를) 보류함: x; 그때 본 것: 열려 있음',
    ],
    [
      `pipeline:shop held until ${AT} by ${BY}: x; seen: held since ${AT} by eve: y`,
      `eve이(가) ${AT}부터 보류함: y`,
    ],
  ],
  Resumed: [[`pipeline:shop resumed by ${BY}: x; seen: held since ${AT} by eve: y`, '보류를 풂']],
  Frozen: [[`organisation frozen until ${AT} by ${BY}: x; seen: open`, '동결함: x']],
  Unfrozen: [
    [
      `organisation unfrozen by ${BY}: x; seen: frozen since ${AT} until ${AT} by eve: y`,
      '동결을 풂',
    ],
  ],
  StopAsked: [[`stop asked for by ${BY}: x; seen: wave prod Running`, '중단을 요청함: x']],
  RevisionQuarantined: [
    [
      'revision #1 a quarantined: test failed: smoke (build b ended FAILED)',
      '테스트 실패: smoke (빌드 b이(가) 실패(FAILED)(으)로 끝남)',
    ],
  ],
  QuarantineLifted: [
    [
      `quarantine of #1 a (sha) lifted by ${BY}: x; it stood since ${AT}: wave prod failed`,
      '웨이브 prod 실패',
    ],
  ],
  ReleaseEnded: [
    [
      'LeftDirty: #1 a, the item cannot be read of wave 2',
      '미증명(LeftDirty): #1 a, 웨이브의 항목을 읽을 수 없음: 2',
    ],
  ],
  RollbackEnded: [['RolledBack: #1 a', '롤백(RolledBack): #1 a']],
  CodePipelineMoved: [
    ['CodePipeline front: Deploy/one Failed', 'CodePipeline front, Deploy/one: Failed'],
  ],
  LettersHandedOver: [
    [
      `dead letters handed over again by ${BY}: x; 12ab34cd to OnBuild`,
      '배달되지 못한 이벤트를 다시 넘김: x',
    ],
  ],
  PipelineApplied: [
    [`version 3 applied by ${BY}: x; seen: version 2`, '버전 3을 적용함: x; 그때 본 것: 버전 2'],
  ],
  PolicyApplied: [[`applied by ${BY}: x; seen: version 2`, '적용함: x; 그때 본 것: 버전 2']],
  PipelineRemoved: [[`pipeline removed by ${BY}`, '파이프라인을 제거함']],
  PipelineRenamed: [[`pipeline renamed to till by ${BY}`, '파이프라인 이름을 till(으)로 바꿈']],
};
