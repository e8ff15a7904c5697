import {expect, test} from 'vitest';
import {parseSpec} from '../../source/catalog/parse-spec.ts';
import {letterOf} from './letter-of.ts';

const vocabulary = {
	presets: [
		{name: 'bare', why: '', indexes: []},
		{name: 'baseline', why: '', indexes: ['idx_a', 'idx_b']},
	],
	indexNames: ['idx_a', 'idx_b', 'idx_shots_scene_type'],
};

test.each([
	['bare', []],
	['baseline', ['idx_a', 'idx_b']],
	['baseline,+idx_shots_scene_type', ['idx_a', 'idx_b', 'idx_shots_scene_type']],
	['baseline, -idx_a , +idx_shots_scene_type', ['idx_b', 'idx_shots_scene_type']],
	['-idx_b', ['idx_a']],
	['+idx_shots_scene_type,-idx_a,-idx_b', ['idx_shots_scene_type']],
	['bare,+idx_a,-idx_a', []],
])('%s turns on %j', (spec, names) => {
	expect(parseSpec(spec, vocabulary)).toEqual(names);
});

test.each([
	['baselin', /^usage \| There is no preset "baselin"\. \| --indexes baselin \| Did you mean "baseline"\? Presets: bare, baseline\./],
	['', /There is no preset ""/],
	['bare,+idx_scene_type', /There is no index "idx_scene_type"\. .*Indexes: idx_a, idx_b, idx_shots_scene_type/],
	['+idx_shot_scene_typ', /Did you mean "idx_shots_scene_type"\?/],
	['idx_a', /"idx_a" is an index: write \+idx_a or -idx_a/],
	['bare,idx_a', /"idx_a" has no \+ or - before it\. .*Write \+idx_a or -idx_a\./],
	['bare,baseline', /"baseline" has no \+ or - before it\. .*Only the first word may be a preset/],
])('%s is refused', (spec, expected) => {
	expect(letterOf(() => parseSpec(spec, vocabulary))).toMatch(expected);
});

test('a change alone needs a baseline to start from', () => {
	expect(letterOf(() => parseSpec('+idx_a', {...vocabulary, presets: []}))).toMatch(/There is no preset "baseline"\. .*none in this catalogue/);
});
