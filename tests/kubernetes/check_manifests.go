// check_manifests reads Kubernetes manifests as an API server does that is asked to create them: the real types, strictly (an unknown
// field is an error), its defaults, its validation, its warnings; and the Pod Security Standard "restricted" for what makes pods.
//
// usage: check_manifests FILE... (- is standard input). A line on standard error for each thing that is wrong; exit 1 if any is.
package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	apps "k8s.io/api/apps/v1"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	appsinstall "k8s.io/kubernetes/pkg/apis/apps/install"
	batchinstall "k8s.io/kubernetes/pkg/apis/batch/install"
	coreinstall "k8s.io/kubernetes/pkg/apis/core/install"
	networkinginstall "k8s.io/kubernetes/pkg/apis/networking/install"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/core/configmap"
	"k8s.io/kubernetes/pkg/registry/core/secret"
	"k8s.io/kubernetes/pkg/registry/core/serviceaccount"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	"sigs.k8s.io/yaml"
)

// What the API server does with a kind when one is created.
var strategies = map[string]rest.RESTCreateStrategy{
	"ConfigMap":      configmap.Strategy,
	"Deployment":     deployment.Strategy,
	"Job":            job.Strategy,
	"NetworkPolicy":  networkpolicy.Strategy,
	"Secret":         secret.Strategy,
	"ServiceAccount": serviceaccount.Strategy,
}

type checker struct {
	scheme    *runtime.Scheme
	decoder   runtime.Decoder
	evaluator policy.Evaluator
}

func newChecker() (*checker, error) {
	scheme := runtime.NewScheme()
	coreinstall.Install(scheme)
	appsinstall.Install(scheme)
	batchinstall.Install(scheme)
	networkinginstall.Install(scheme)
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks())
	return &checker{scheme, serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer(), evaluator}, err
}

// Everything that is wrong with one object, given as YAML.
func (c *checker) check(document []byte) (string, []error) {
	text, err := yaml.YAMLToJSONStrict(document)
	if err != nil {
		return "?", []error{err}
	}
	object, kind, err := c.decoder.Decode(text, nil, nil)
	if err != nil {
		return "?", []error{err}
	}
	accessor, err := meta.Accessor(object)
	if err != nil {
		return kind.Kind, []error{err}
	}
	name := kind.Kind + "/" + accessor.GetName()
	if accessor.GetNamespace() == "" {
		accessor.SetNamespace(core.NamespaceDefault)
	}
	strategy, known := strategies[kind.Kind]
	if !known {
		return name, []error{errors.New("a kind that is not known here")}
	}
	c.scheme.Default(object)
	problems := c.insecure(object)
	internal, err := c.scheme.ConvertToVersion(object, runtime.InternalGroupVersioner)
	if err != nil {
		return name, append(problems, err)
	}
	if accessor, err = meta.Accessor(internal); err != nil {
		return name, append(problems, err)
	}
	rest.FillObjectMetaSystemFields(accessor)
	ctx := request.WithNamespace(context.Background(), accessor.GetNamespace())
	if err := rest.BeforeCreate(strategy, ctx, internal); err != nil {
		problems = append(problems, err)
	}
	for _, warning := range strategy.WarningsOnCreate(ctx, internal) {
		problems = append(problems, errors.New("warning: "+warning))
	}
	return name, problems
}

// What the strictest of the Pod Security Standards forbids.
func (c *checker) insecure(object runtime.Object) []error {
	var pod *core.PodTemplateSpec
	switch typed := object.(type) {
	case *batch.Job:
		pod = &typed.Spec.Template
	case *apps.Deployment:
		pod = &typed.Spec.Template
	default:
		return nil
	}
	var problems []error
	level := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	for _, result := range c.evaluator.EvaluatePod(level, &pod.ObjectMeta, &pod.Spec) {
		if !result.Allowed {
			problems = append(problems, fmt.Errorf("not restricted: %s: %s", result.ForbiddenReason, result.ForbiddenDetail))
		}
	}
	return problems
}

func read(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(os.Stdin)
	}
	return os.ReadFile(path)
}

func run(paths []string) (wrong int, err error) {
	checker, err := newChecker()
	if err != nil {
		return 0, err
	}
	for _, path := range paths {
		content, err := read(path)
		if err != nil {
			return wrong, err
		}
		documents := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(content)))
		for {
			document, err := documents.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return wrong, err
			}
			if empty, _ := yaml.YAMLToJSON(document); string(empty) == "null" {
				continue
			}
			name, problems := checker.check(document)
			for _, problem := range problems {
				fmt.Fprintf(os.Stderr, "%s: %s: %v\n", path, name, problem)
			}
			wrong += len(problems)
			fmt.Println(name)
		}
	}
	return wrong, nil
}

func main() {
	wrong, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if wrong > 0 {
		os.Exit(1)
	}
}
