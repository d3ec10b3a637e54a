-- The counts of the view `status`, by area, from the events alone, as Daybook folds them: findings
-- by standing and impact, actions by delivery. What it leaves out of the view: names, grades,
-- visits, disputes, and corrections, of which the generated history has none that bear on these.
WITH finding_events AS (
  SELECT subject, type, data,
         row_number() OVER (PARTITION BY subject ORDER BY time, position) AS nth
  FROM events WHERE subject LIKE 'finding/%'
), findings AS (
  SELECT subject,
         (array_agg(data->>'area' ORDER BY nth DESC)
            FILTER (WHERE type = 'finding.raised' AND data ? 'area'))[1] AS area,
         (array_agg(data->>'kind' ORDER BY nth DESC)
            FILTER (WHERE type = 'finding.raised' AND data ? 'kind'))[1] AS kind,
         (array_agg(type ORDER BY nth DESC)
            FILTER (WHERE type IN ('finding.raised', 'finding.closed', 'finding.declined',
                                   'finding.reopened', 'finding.superseded', 'finding.split')))[1]
           AS standing,
         (array_agg(data->>'level' ORDER BY nth DESC)
            FILTER (WHERE type = 'finding.impact-assessed'))[1] AS impact
  FROM finding_events GROUP BY subject
), finding_counts AS (
  SELECT area,
         count(*) FILTER (WHERE open AND NOT strength AND NOT evidenced) AS findingsOpen,
         count(*) FILTER (WHERE open AND NOT strength AND evidenced) AS findingsEvidenced,
         count(*) FILTER (WHERE standing = 'finding.closed') AS findingsClosed,
         count(*) FILTER (WHERE standing = 'finding.declined') AS findingsDeclined,
         count(*) FILTER (WHERE open AND strength) AS strengths
  FROM (SELECT *, standing IN ('finding.raised', 'finding.reopened') AS open,
               kind IS NOT DISTINCT FROM 'strength' AS strength,
               coalesce(impact IN ('evidenced', 'embedded'), false) AS evidenced
        FROM findings) AS judged
  GROUP BY area
), action_events AS (
  SELECT subject, type, data, nth,
         max(nth) FILTER (WHERE type = 'action.reopened') OVER (PARTITION BY subject) AS reopened,
         max(nth) FILTER (WHERE type = 'action.blocked') OVER (PARTITION BY subject) AS blocked,
         max(nth) FILTER (WHERE type = 'action.unblocked') OVER (PARTITION BY subject) AS unblocked
  FROM (SELECT *, row_number() OVER (PARTITION BY subject ORDER BY time, position) AS nth
        FROM events WHERE subject LIKE 'action/%') AS ordered
), actions AS (
  SELECT subject,
         greatest(max(CASE type WHEN 'action.reopened' THEN 2 WHEN 'action.agreed' THEN 1
                                WHEN 'action.started' THEN 2 WHEN 'action.progressed' THEN 2
                                WHEN 'action.blocked' THEN
                                  CASE WHEN blocked > coalesce(unblocked, 0) THEN 3 ELSE 2 END
                                WHEN 'action.completed' THEN 4 WHEN 'action.cancelled' THEN 5
                                ELSE 0 END)
                    FILTER (WHERE nth >= coalesce(reopened, 0)), 0) AS delivery
  FROM action_events GROUP BY subject
), action_findings AS (
  SELECT DISTINCT a.subject, f.area
  FROM action_events AS a
  CROSS JOIN LATERAL jsonb_array_elements_text(
    CASE jsonb_typeof(a.data->'findings') WHEN 'array' THEN a.data->'findings'
                                          ELSE '[]'::jsonb END) AS named(finding)
  JOIN findings AS f ON f.subject = named.finding
), action_counts AS (
  SELECT af.area,
         count(*) FILTER (WHERE delivery = 0) AS actionsProposed,
         count(*) FILTER (WHERE delivery = 1) AS actionsAgreed,
         count(*) FILTER (WHERE delivery = 2) AS actionsInProgress,
         count(*) FILTER (WHERE delivery = 3) AS actionsBlocked,
         count(*) FILTER (WHERE delivery = 4) AS actionsCompleted,
         count(*) FILTER (WHERE delivery = 5) AS actionsCancelled
  FROM actions LEFT JOIN action_findings AS af USING (subject) GROUP BY af.area
)
SELECT coalesce(regexp_replace(area, '^area/', ''), '(no area)') AS area,
       coalesce(findingsOpen, 0) AS findingsOpen,
       coalesce(findingsEvidenced, 0) AS findingsEvidenced,
       coalesce(findingsClosed, 0) AS findingsClosed,
       coalesce(findingsDeclined, 0) AS findingsDeclined,
       coalesce(strengths, 0) AS strengths,
       coalesce(actionsProposed, 0) AS actionsProposed,
       coalesce(actionsAgreed, 0) AS actionsAgreed,
       coalesce(actionsInProgress, 0) AS actionsInProgress,
       coalesce(actionsBlocked, 0) AS actionsBlocked,
       coalesce(actionsCompleted, 0) AS actionsCompleted,
       coalesce(actionsCancelled, 0) AS actionsCancelled
FROM finding_counts FULL JOIN action_counts USING (area) ORDER BY 1
