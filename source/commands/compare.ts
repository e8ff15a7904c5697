import {compareMeasurements} from '../comparison/compare-measurements.ts';
import {comparisonDocument} from '../report/comparison/comparison-document.ts';
import {comparisonJson} from '../report/comparison/comparison-json.ts';
import {span} from '../view/line.ts';
import {chooseMeasurements} from './choose-measurements.ts';
import {readFailOn} from './fail-on.ts';
import {handOut} from './hand-out.ts';
import type {Settings, Surface} from './settings.ts';

/** `planflip compare [BASELINE] [AFTER]`: what came of it on the database that is named as for the other steps, which need not be there. Exits 1 on a regression, or on what --fail-on says. */
export async function compareCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const isFailure = readFailOn(settings.failOn);
	const {before, after, newer} = await chooseMeasurements(words, settings, surface);
	const comparison = compareMeasurements(before, after);
	const document = comparisonDocument(comparison);
	if (newer === null) {
		await handOut('compare', document, comparisonJson(comparison), settings, surface);
	} else {
		surface.tell(newer);
		await handOut('compare', {...document, lead: [...document.lead, [span(newer, 'warn')]]}, comparisonJson({...comparison, differences: [newer, ...comparison.differences]}), settings, surface);
	}

	return isFailure(comparison) ? 1 : 0;
}
