import {doctorJson} from '../report/doctor-json.ts';
import {textOf} from '../report/plan-text.ts';
import {jsonText} from '../text/json-text.ts';
import {doctorRows} from '../view/doctor-rows.ts';
import {refuseWords} from './refuse-words.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';
import {withLaboratory} from './with-laboratory.ts';

/** `planflip doctor`: what this server allows, what it lacks, and the statement that would lift it. Changes nothing, creates nothing. */
export async function doctorCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	refuseWords('doctor', words);
	// A wished rung that cannot be used is no reason to say nothing: what it lacks is in the list. And nothing is ever created.
	return withLaboratory({...settings, rung: undefined, yes: false}, surface, async laboratory => {
		const diagnosis = await laboratory.examine();
		surface.print(settings.json ? jsonText(doctorJson(diagnosis), 2) : textOf(doctorRows(diagnosis, textWidth(surface))).join('\n'));
		return 0;
	}, {answer: () => Promise.resolve(false)});
}
