%:define X(a) %:a
X(b) <: :> <% %> %:%:
%:define P(a,b) a%:%:b
P(c,d)
