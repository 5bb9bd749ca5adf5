// What alarms, the judge and tests have found, in Korean, by their forms.

import type { Phrase } from './phrases.ts';

export const koreanSignals: readonly Phrase[] = [
  ['{0#} minutes before', '{0}분 전'],
  ['1 minute before', '1분 전'],
  ['less than a minute before', '1분이 되기 전'],
  ['{0#} hours before', '{0}시간 전'],
  ['at that time', '바로 그때'],
  ['the alarms’ states in {0} could not be read', '{0}의 알람 상태를 읽지 못함'],
  ['X-Ray’s traces of {0} could not be read', '{0}의 X-Ray 추적을 읽지 못함'],
  ['the error budgets of {0} could not be read', '{0}의 오류 예산을 읽지 못함'],
  ['test undecided: {0} ({1*})', '테스트 판정 불가: {0} ({1})'],
  ['test undecided: {0*}', '테스트 판정 불가: {0}'],
  ['function {0} said failed: {1}', '함수 {0}이(가) 실패라고 함: {1}'],
  [
    'alarm {0} of {1} was in ALARM at {2}, before its bake had begun',
    '{1}의 알람 {0}이(가) 베이크가 시작되기 전 {2}에 ALARM 상태였음',
  ],
  [
    'alarm {0} of {1} was in ALARM at {2}, as its release was ended',
    '{1}의 알람 {0}이(가) 릴리스를 끝낼 때 {2}에 ALARM 상태였음',
  ],
  [
    'alarm {0} of {1} was in ALARM at {2}, in leg {3} of drill {4}',
    '{1}의 알람 {0}이(가) 연습 {4}의 구간 {3}에서 {2}에 ALARM 상태였음',
  ],
  ['{0*}, while its traffic shifted', '{0}, 트래픽이 옮겨 가는 동안'],
  ['{0*}, before its bake had begun', '{0}, 베이크가 시작되기 전에'],
  ['{0*}, as its release was ended', '{0}, 릴리스를 끝낼 때'],
  [
    'alarm {0} of {1} was in ALARM at {2}, while its traffic shifted',
    '{1}의 알람 {0}이(가) 트래픽이 옮겨 가는 동안 {2}에 ALARM 상태였음',
  ],
  [
    'alarm {0} of {1} was in ALARM at {2}, {3*} since the wave started and {4*} in the {5*} before: it fires as often without this release',
    '{1}의 알람 {0}이(가) {2}에 ALARM 상태였음, 웨이브 시작 뒤 {3}, 그전 {5} 동안 {4}: 이 릴리스가 없어도 그만큼 자주 울림',
  ],
  [
    'alarm {0} of {1} was in ALARM at {2} and is not counted: {3*}',
    '{1}의 알람 {0}이(가) {2}에 ALARM 상태였지만 세지 않음: {3}',
  ],
  [
    'alarm {0} of {1} is in {2*} and is not counted: {3*}',
    '{1}의 알람 {0} 상태가 {2}이지만 세지 않음: {3}',
  ],
  ['its right to block was taken by {0} until {1}: {2}', '{0}이(가) {1}까지 막을 권한을 거둠: {2}'],
  ['alarm {0} of {1}, which it is to mend, is in {2*}', '고치려는 {1}의 알람 {0} 상태가 {2}'],
  [
    'objective {0} of {1} burns its budget {2} times as fast as it may, for {3*}',
    '{1}의 목표 {0}이(가) 허용된 속도의 {2}배로 예산을 {3} 동안 소모함',
  ],
  [
    'objective {0} of {1} is spent since the deployment',
    '{1}의 목표 {0}의 예산이 배포 뒤에 다 떨어짐',
  ],
  ['the error budget of objective {0} of {1} is spent', '{1}의 목표 {0}의 오류 예산이 다 떨어짐'],
  ['the error budgets in {0} could not be read', '{0}의 오류 예산을 읽지 못함'],
  ['the metrics of {0} could not be read', '{0}의 지표를 읽지 못함'],
  ['the metrics of {0}', '{0}의 지표'],
  ['the history of alarm {0} could not be read', '알람 {0}의 기록을 읽지 못함'],
  ['what runs on {0} could not be read', '{0}에서 무엇이 실행되는지 읽지 못함'],
  ['{0}: nothing was reported at any of {1#} points', '{0}: {1}개 시점 어디에도 보고된 것이 없음'],
  [
    '{0}: the old revision suffers too: it is not this release alone',
    '{0}: 옛 리비전도 나쁨: 이 릴리스만의 문제가 아님',
  ],
  [
    'the old revision suffers too: it is not this release alone',
    '옛 리비전도 나쁨: 이 릴리스만의 문제가 아님',
  ],
  [
    'DevOps Guru’s insight of {0*} severity on {1} is open since {2}: {3}',
    '{1}에 대한 DevOps Guru의 {0} 심각도 인사이트가 {2}부터 열려 있음: {3}',
  ],
  ['test failed: {0} (build {1} ended {2*})', '테스트 실패: {0} (빌드 {1}이(가) {2}(으)로 끝남)'],
  ['test failed: {0} ({1*})', '테스트 실패: {0} ({1})'],
  ['test failed: {0*}', '테스트 실패: {0}'],
  ['tests failed: {0*}', '테스트 실패: {0}'],
  ['build {0} ended {1*}', '빌드 {0}이(가) {1}(으)로 끝남'],
  ['build {0} succeeded', '빌드 {0} 성공'],
  ['{0*}; flaky: it had failed {1*} before', '{0}; 불안정함: 전에 {1} 실패했음'],
  ['flaky: it had failed {0*} before', '불안정함: 전에 {0} 실패했음'],
  ['it is the contract of {0}: talk to {1}', '{0}의 계약임: {1}에게 문의할 것'],
  ['release {0} on {1}', '{1}에 릴리스 {0}'],
  ['the rollback of release {0} on {1}', '{1}에서 릴리스 {0} 롤백'],
  [
    'frozen ({0}) from {1} until {2}, before which it would not be far enough, by {3}: {4}',
    '{3}이(가) {1}부터 {2}까지 동결 ({0}), 그전까지 충분히 진행하지 못함: {4}',
  ],
  [
    'calendar {0} cannot be read, and counts as closed: {1*}',
    '달력 {0}을(를) 읽을 수 없어 닫힌 것으로 봄: {1}',
  ],
  [
    'outside of its hours ({0}), which do not open within a year',
    '운영 시간({0}) 밖이고, 일 년 안에 열리지 않음',
  ],
  [
    'the change set of {0} {1}; it is discarded at {2} unless a person consents',
    '{0}의 변경 세트: {1}; 동의가 없으면 {2}에 버림',
  ],
  ['depends on {0}, which has not come on {1} yet', '{0}에 의존하는데, {1}에 아직 오지 않음'],
  [
    'depends on {0}, and no pipeline of that name has targets',
    '{0}에 의존하는데, 그 이름의 파이프라인에 타깃이 없음',
  ],
  ['there is no way back of {0}: {1*}', '{0}을(를) 되돌릴 길이 없음: {1}'],
  ['{0} is quarantined since {1}: {2*}', '{0}이(가) {1}부터 격리됨: {2}'],
  [
    'a revision that is as new waits in front of it ({0})',
    '똑같이 새로운 리비전이 앞에서 기다림 ({0})',
  ],
  ['it is discarded at {0} unless a person consents', '동의가 없으면 {0}에 버림'],
  ['its gate is open, for {0#} slices at once', '게이트가 열림, 조각 {0}개를 한꺼번에'],
  ['{0} may be skipped, says {1}: {2}', '{1}이(가) {0}을(를) 건너뛰어도 된다고 함: {2}'],
  ['goes on without {0} ({1*}), {2} ({3*})', '{0} ({1}), {2} ({3}) 없이 진행함'],
  ['goes on without {0} ({1*})', '{0} ({1}) 없이 진행함'],
  [
    '{0} cannot be reached since {1}; skipped by {2}: {3}',
    '{1}부터 {0}에 닿을 수 없음, {2}이(가) 건너뜀: {3}',
  ],
  [
    '{0} cannot be reached since {1}; skipped after {2*}, as skipUnreachableAfter says',
    '{1}부터 {0}에 닿을 수 없음, skipUnreachableAfter대로 {2} 뒤에 건너뜀',
  ],
];
