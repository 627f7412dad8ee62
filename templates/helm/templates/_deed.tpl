{{- /* What the Job and the initContainer of a Deployment share. In a chart of your own: copy this file, and include from your Deployment
       "deed.waitContainer" and "deed.volume" as templates/deployment.yaml does. */ -}}

{{- define "deed.tag" -}}
{{ required "image.tag is the release: --set-string image.tag=1.4.2" .Values.image.tag }}
{{- end -}}

{{- define "deed.labels" -}}
app.kubernetes.io/name: "{{service-}}"
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/component: migration
{{- end -}}

{{- /* Hooks are made in the order of their weights, and what was there from the last release is deleted first: so a Job, whose pod
       template cannot be changed, gets its new one, and the log of a failed one stays until then. Never hook-succeeded or hook-failed,
       which delete the log with the Job. */ -}}
{{- define "deed.hook" -}}
helm.sh/hook: {{ .Values.migration.hooks }}
helm.sh/hook-delete-policy: before-hook-creation
{{- end -}}

{{- /* Of the pods of the Job and of the Deployment alike. */ -}}
{{- define "deed.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "deed.waitContainer" -}}
name: wait-for-database
# Waits until the history contains the heads of the revisions in this image; a newer release on top is as good, so `helm rollback` starts.
image: {{ printf "%s:%s" .Values.image.migrations (include "deed.tag" .) | quote }}
workingDir: /services/{{service}}
# A line of the log is an object with fields to search by, as the Job's.
command: ["deed", "--log-format", "json", "wait", "--timeout", {{ .Values.wait.timeout | quote }}]
{{ include "deed.container" . }}
resources:
  requests:
    cpu: 10m
    memory: 32Mi
  limits:
    memory: 128Mi
{{- end -}}

{{- define "deed.container" -}}
env:
  {{- if eq .Values.database.from "file" }}
  # The name of a file: no secret in the environment, and the file is read again at each try to connect.
  - name: DATABASE_URL_FILE
    value: /run/secrets/database/url
  {{- else }}
  - name: DATABASE_URL
    valueFrom:
      secretKeyRef:
        name: {{ .Values.database.secret }}
        key: {{ .Values.database.key }}
  {{- end }}
volumeMounts:
  - name: database
    mountPath: /run/secrets/database
    readOnly: true
# `kubectl describe pod` shows deed's error with what to try, which deed leaves for it as text; of a pod that was killed the end of its log.
terminationMessagePolicy: FallbackToLogsOnError
securityContext:
  runAsUser: 65532
  runAsGroup: 65532
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end -}}

{{- define "deed.volume" -}}
name: database
projected:
  # Readable for the group that fsGroup names.
  defaultMode: 0440
  sources:
    {{- if eq .Values.database.from "file" }}
    - secret:
        name: {{ .Values.database.secret }}
        items:
          - key: {{ .Values.database.key }}
            path: url
    {{- end }}
    - configMap:
        name: {{ .Values.database.authority }}
        items:
          - key: ca.crt
            path: ca.crt
        optional: true
{{- end -}}
