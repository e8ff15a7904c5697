import type {MeasurementComparison} from '../../comparison/measurement-comparison.ts';
import type {Measurement} from '../../experiment/measurement.ts';
import {many} from '../../text/many.ts';
import {formatMoment} from '../../text/moment.ts';
import {sanitise} from '../../text/plain.ts';
import {type Line, span} from '../../view/line.ts';
import type {ReportDocument} from '../document.ts';
import {attentionSection, differencesSection, missingSection, recommendationsSection, topSection} from './advice-sections.ts';
import {estimatesSection} from './estimates-section.ts';
import {indexesSection} from './indexes-section.ts';
import {methodSection} from './method-section.ts';
import {operationsSection} from './operations-section.ts';
import {queriesSection} from './queries-section.ts';
import {queryDetails} from './query-details.ts';
import {summarySection} from './summary-section.ts';

/** Two measurements compared, as a report: what came of it first, then why, then every number. */
export function comparisonDocument(comparison: MeasurementComparison): ReportDocument {
	const {before, after} = comparison;
	return {
		title: 'Before and after',
		lead: [
			[span(sanitise(after.database.label), 'strong'), span(`, ${sanitise(after.server.version)}`)],
			sitting('before', before),
			sitting('after', after),
		],
		sections: [
			summarySection(comparison),
			differencesSection(comparison),
			attentionSection(comparison),
			recommendationsSection(comparison),
			topSection(comparison),
			queriesSection(comparison),
			operationsSection(comparison),
			indexesSection(comparison),
			estimatesSection(comparison),
			missingSection(comparison),
			queryDetails(comparison),
			methodSection(comparison),
		].filter(({blocks}) => blocks.length > 0),
	};
}

function sitting(name: string, {id, step, startedAt, indexes, statements, operations}: Measurement): Line {
	return [
		span(`${name.padEnd(7)}`, 'dim'),
		span(`${step} ${id}`, 'title'),
		span(`, ${formatMoment(startedAt)}, ${many(statements.length, 'query', 'queries')} and ${many(operations.length, 'operation')}, ${many(indexes.length, 'index', 'indexes')}`),
	];
}
