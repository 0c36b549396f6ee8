// Package learn holds linear models: softmax regression over features that are present or not.
//
// Its data: a Feature list is what was noticed of one case, each a name such as "w-1=when", as a
// hash of its parts; names are kept only where somebody asks for them (training, explanations).
// A Model has classes, and for each feature the weights of some of them. Its score of a class is
// the sum of the weights of the features noticed, and the logarithm of its odds.
//
// A model is a text file, a line a feature, sorted by name:
//
//	# what it is, and the command that makes it
//	classes	none	accuse	attack
//	bias	none:2.10
//	w=condemns	accuse:1.92	none:-1.10
//
// Train makes a model from samples by coordinate descent on the logistic loss with an L2 penalty,
// a sample counting by its weight; TrainApart one whose classes are judged each for itself. The same samples give the same file. Nothing here knows a language or what it is that is
// classified.
package learn
