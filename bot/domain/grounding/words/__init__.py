"""Every other word that means something: is it one of the fact, a synonym, or a more general word?"""
