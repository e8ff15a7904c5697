import {shotSuggestions} from './arabic-words.ts';
import {diceFor, loaded} from './dice.ts';
import {sceneId} from './scenes.ts';
import {seedTable, type RowCounts, type SeedRow} from './seed-table.ts';

const table = 5;
const shotType = loaded({medium: 34, closeup: 25, wide: 21, 'over-shoulder': 13, 'extreme-closeup': 7});
const cameraAngle = loaded({'eye-level': 56, low: 15, high: 14, dutch: 9, overhead: 6});
const cameraMovement = loaded({static: 44, pan: 18, dolly: 14, tracking: 10, tilt: 8, handheld: 6});
const lighting = loaded({natural: 42, soft: 24, 'low-key': 15, dramatic: 12, 'high-key': 7});

export const shots = seedTable(
	'shots',
	['id', 'scene_id', 'shot_number', 'shot_type', 'camera_angle', 'camera_movement', 'lighting', 'ai_suggestion'],
	shotRows,
);

/** The first shot of every scene, then the second of every scene: the ten shots of one scene lie in ten blocks. */
export function* shotRows(counts: RowCounts, seed: number): Iterable<SeedRow<'shots'>> {
	for (let row = 0; row < counts.shots; row++) {
		const dice = diceFor(seed, table, row);
		yield {
			id: dice.uuid(),
			scene_id: sceneId(seed, row % counts.scenes),
			shot_number: Math.floor(row / counts.scenes) + 1,
			shot_type: shotType(dice),
			camera_angle: cameraAngle(dice),
			camera_movement: cameraMovement(dice),
			lighting: lighting(dice),
			ai_suggestion: dice.below(6) === 0 ? dice.pick(shotSuggestions) : null,
		};
	}
}
